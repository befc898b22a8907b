package org.vae4j.cli;

import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataSplit;
import org.vae4j.data.ValidationRows;
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
  ImageData apply(ImageData data, long seed) {
    DataSplit split = binarize ? data.split().binarized(seed) : data.split();
    ValidationRows rows = rows();
    return new ImageData(
        data.name(), rows == null ? split : Named.or(() -> split.withValidation(rows, seed)));
  }
}
