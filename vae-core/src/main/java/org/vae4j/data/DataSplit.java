package org.vae4j.data;

import org.jspecify.annotations.Nullable;
import org.vae4j.random.RandomStream;

/**
 * Images to train with, images to choose by and images to measure with.
 *
 * @param validation of the same height and width; null if there are none
 * @param test of the same height and width; null if there are none
 */
public record DataSplit(
    ImageDataset train, @Nullable ImageDataset validation, @Nullable ImageDataset test) {
  /** Checks that the images have the same size. */
  public DataSplit {
    check(train, "validation", validation);
    check(train, "test", test);
  }

  /** Images without any to choose by. */
  public DataSplit(ImageDataset train, @Nullable ImageDataset test) {
    this(train, null, test);
  }

  private static void check(ImageDataset train, String role, @Nullable ImageDataset other) {
    if (other != null && (train.height() != other.height() || train.width() != other.width())) {
      throw new IllegalArgumentException(
          "data split: training images are %d×%d, %s images %d×%d; expected the same size"
              .formatted(train.height(), train.width(), role, other.height(), other.width()));
    }
  }

  /** Returns the same images with pixels mapped to another interval. */
  public DataSplit withScaling(Scaling scaling) {
    return new DataSplit(
        train.withScaling(scaling),
        validation == null ? null : validation.withScaling(scaling),
        test == null ? null : test.withScaling(scaling));
  }

  /** Returns the images with a part of those for training kept to choose by. */
  public DataSplit withValidation(ValidationRows rows, long seed) {
    ValidationRows.Split parts = rows.split(train.size(), seed);
    return new DataSplit(train.select(parts.training()), train.select(parts.validation()), test);
  }

  /**
   * Returns the images in black and white, drawn once and for all from the seed's streams {@code
   * binarize/train}, {@code binarize/validation} and {@code binarize/test}: {@link
   * ImageDataset#binarized}.
   */
  public DataSplit binarized(long seed) {
    return new DataSplit(
        train.binarized(RandomStream.of(seed, "binarize/train")),
        validation == null
            ? null
            : validation.binarized(RandomStream.of(seed, "binarize/validation")),
        test == null ? null : test.binarized(RandomStream.of(seed, "binarize/test")));
  }

  /** Returns what to measure with while training: images to choose by, or else the test set. */
  public @Nullable ImageDataset heldOut() {
    return validation == null ? test : validation;
  }

  /**
   * Returns the test set.
   *
   * @throws IllegalStateException if there is none
   */
  public ImageDataset requireTest() {
    if (test == null) {
      throw new IllegalStateException(
          "data: there is no test set; take a part of the training set");
    }
    return test;
  }
}
