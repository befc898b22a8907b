package org.vae4j.cli;

import org.jspecify.annotations.Nullable;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.ValidationRows;
import org.vae4j.random.RandomStream;
import picocli.CommandLine.Option;

/** The options that decide what of the data is used for what. */
final class SplitOptions {

  @Option(
      names = "--validation",
      paramLabel = "FRACTION|ROWS",
      description =
          "Keep a part of the training set, drawn by the seed, to choose the best epoch by (none).")
  @Nullable Double validation;

  @Option(
      names = "--binarize",
      description = "Make pixels black or white, drawn once by the seed with their brightness.")
  boolean binarize;

  /** Checks the numbers. */
  void check() {
    rows();
  }

  private @Nullable ValidationRows rows() {
    Double count = validation;
    return count == null ? null : Named.or(() -> new ValidationRows(count));
  }

  /** Draws pixels first, so that an image is the same whatever part it falls to. */
  Data apply(Data data, long seed) {
    return split(binarized(data, seed), seed);
  }

  /** Keeps rows for validation, if that was asked for. */
  Data split(Data data, long seed) {
    ValidationRows rows = rows();
    if (rows == null) {
      return data;
    }
    if (data.validation() != null) {
      throw CommandException.usage(
          "--validation keeps rows of the training set, and --validation-data or the data's own"
              + " folder gives others; leave one of them out");
    }
    ValidationRows.Parts parts = Named.or(() -> rows.split(data.train(), seed));
    return new Data(data.name(), parts.training(), parts.validation(), data.test());
  }

  /** Makes pixels black or white, if that was asked for. */
  Data binarized(Data data, long seed) {
    if (!binarize) {
      return data;
    }
    if (!(data.train() instanceof ImageDataset train)) {
      throw CommandException.usage(
          "--binarize is for images, and " + data.name() + " holds " + data.form().describe());
    }
    return new Data(
        data.name(),
        train.binarized(RandomStream.of(seed, "binarize/train")),
        data.validation() instanceof ImageDataset validation
            ? validation.binarized(RandomStream.of(seed, "binarize/validation"))
            : null,
        data.test() instanceof ImageDataset test
            ? test.binarized(RandomStream.of(seed, "binarize/test"))
            : null);
  }
}
