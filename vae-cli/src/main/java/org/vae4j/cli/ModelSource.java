package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.io.SafeTensors;
import org.vae4j.tensor.Backend;
import org.vae4j.train.Checkpoint;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * A model that was saved.
 *
 * @param file the model file, or a checkpoint
 */
record ModelSource(Path file) {
  static final String MODEL = "model.safetensors";
  static final String CHECKPOINTS = "checkpoints";
  static final String RECORD = "run.json";

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

  /** Returns the record of the run that the model is of, or null if it stands alone. */
  @Nullable Path record() {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && folder.endsWith(CHECKPOINTS)) {
      folder = folder.getParent();
    }
    return folder != null && Files.isRegularFile(folder.resolve(RECORD))
        ? folder.resolve(RECORD)
        : null;
  }

  VaeModel read(Backend backend) throws IOException {
    return SafeTensors.read(file).metadata().containsKey(Checkpoint.KEY)
        ? Checkpoint.read(file).model(backend)
        : ModelFile.read(file, backend);
  }

  /**
   * Returns what the model's data are. A file that doesn't say is taken as one of square grey
   * images.
   */
  DataForm form(Vae vae) throws IOException {
    DataForm form = ModelFile.form(file);
    if (form != null) {
      return form;
    }
    int side = (int) Math.round(Math.sqrt(vae.features()));
    if (side * side != vae.features()) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          file
              + ": doesn't say what its "
              + vae.features()
              + " values a row are, and they are no square image; write the model with its form"
              + " (ModelFile.write), or train it with 'vae train'");
    }
    return new ImageForm(side, side, 1, Scaling.forLoss(vae.loss()));
  }
}
