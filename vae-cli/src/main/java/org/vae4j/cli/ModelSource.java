package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.SafeTensors;
import org.vae4j.tensor.Backend;
import org.vae4j.train.Checkpoint;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.TypeConversionException;

/**
 * A model that was saved.
 *
 * @param file the model file, or a checkpoint
 */
record ModelSource(Path file) {
  static final String MODEL = "model.safetensors";
  static final String CHECKPOINTS = "checkpoints";
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
    return SafeTensors.read(file).metadata().containsKey(Checkpoint.KEY)
        ? Checkpoint.read(file).model(backend)
        : ModelFile.read(file, backend);
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
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && folder.endsWith(CHECKPOINTS)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isRegularFile(folder.resolve(RECORD))) {
      return null;
    }
    try {
      return Json.read(folder.resolve(RECORD)).get("data") instanceof Map<?, ?> data
          ? new ImageSize.Converter().convert(String.valueOf(data.get(IMAGE_SIZE)))
          : null;
    } catch (IOException | TypeConversionException e) {
      return null;
    }
  }
}
