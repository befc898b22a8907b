package org.vae4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

/**
 * A model that was saved.
 *
 * @param file the model file
 */
record ModelSource(Path file) {
  static final String MODEL = "model.safetensors";
  static final String RECORD = "run.json";
  static final String IMAGE_SIZE = "image_size";

  /** Takes a model file or a run folder. */
  static ModelSource of(Path given) {
    if (!Files.exists(given)) {
      throw new CommandException(
          ExitCode.NO_INPUT, given + ": no such model file or run folder; 'vae train' makes one");
    }
    if (!Files.isDirectory(given)) {
      return new ModelSource(given);
    }
    if (!Files.exists(given.resolve(MODEL))) {
      throw new CommandException(ExitCode.NO_INPUT, given + ": there is no " + MODEL + " in it");
    }
    return new ModelSource(given.resolve(MODEL));
  }

  VaeModel read(Backend backend) throws IOException {
    return ModelFile.read(file, backend);
  }

  /**
   * Returns the size of the model's images: as asked for, as in the run's record beside the model,
   * or square.
   */
  ImageSize imageSize(int features, @Nullable ImageSize asked) throws IOException {
    if (asked != null) {
      if (asked.features() != features) {
        throw CommandException.usage(
            "--size " + asked + " is " + asked.features() + " pixels, the model has " + features);
      }
      return asked;
    }
    ImageSize recorded = recordedSize();
    if (recorded != null && recorded.features() == features) {
      return recorded;
    }
    int side = (int) Math.round(Math.sqrt(features));
    if (side * side != features) {
      throw CommandException.usage(
          file + ": its images have " + features + " pixels, no square; give --size HEIGHTxWIDTH");
    }
    return new ImageSize(side, side);
  }

  /** A model file may stand alone, so a record that is not there, or not ours, is no error. */
  private @Nullable ImageSize recordedSize() {
    Path record = file.resolveSibling(RECORD);
    if (!Files.isRegularFile(record)) {
      return null;
    }
    try (JsonParser json = new JsonFactory().createParser(record.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals(IMAGE_SIZE)) {
          return new ImageSize.Converter().convert(json.nextTextValue());
        }
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
    return null;
  }
}
