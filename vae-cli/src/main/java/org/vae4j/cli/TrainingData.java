package org.vae4j.cli;

import java.io.IOException;
import java.util.List;
import org.vae4j.data.ImageForm;
import org.vae4j.optim.Optimizer;
import org.vae4j.train.TrainingSettings;

/**
 * The data that options of a training lead to, which are read once nothing else can be wrong.
 *
 * @param memory what there is for the training
 */
record TrainingData(TrainOptions options, MemoryLimit memory) {

  /** Refuses options that can't be meant, whatever the data. */
  void check() {
    TrainingSettings training = options.training();
    options.model.check();
    options.split.check();
    options.interval();
    options.optimizer();
    int pixels = options.data.pixels();
    if (pixels > 0) {
      checkMemory(pixels, options.optimizer(), training);
    }
  }

  /** Reads the data, split and scaled, or refuses options that can't be meant with them. */
  Data read() throws IOException {
    TrainingSettings training = options.training();
    Data raw = options.data.load();
    if (raw.form() instanceof ImageForm images) {
      Pictures.checkSides("an image of " + raw.name(), images.width(), images.height());
    }
    checkMemory(raw.features(), options.optimizer(), training);
    Data parts = options.split.apply(raw, options.seed);
    if (training.course().patience() > 0 && parts.heldOut() == null) {
      throw CommandException.usage(
          "--patience needs rows that are held out, and %s has no test set; give --validation 0.1"
              .formatted(raw.name()));
    }
    checkRate(parts, training);
    return options.data.scaled(parts, options.model.loss());
  }

  private void checkRate(Data parts, TrainingSettings training) {
    double rate = options.optimizer().learningRate();
    try {
      training.course().checkRate(rate, options.dtype, training, parts.train().size());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--lr, --schedule and --warmup: " + e.getMessage());
    }
  }

  private void checkMemory(int features, Optimizer optimizer, TrainingSettings training) {
    String model = "a model " + options.model.sizes(features);
    List<Integer> layers = options.model.layers(features);
    memory.check(
        model + " in batches of " + options.batchSize + " on " + training.threads() + " threads",
        Footprint.bytes(layers, options.dtype, options.numerics, optimizer, training));
    if (Footprint.largest(layers) > Integer.MAX_VALUE) {
      throw CommandException.usage(
          model + " has a weight of more than 2147483647 values; choose smaller sizes");
    }
  }
}
