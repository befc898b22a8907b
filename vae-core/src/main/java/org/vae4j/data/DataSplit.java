package org.vae4j.data;

import org.jspecify.annotations.Nullable;

/**
 * Images to train with and images to measure with.
 *
 * @param test of the same height and width; null if there are none
 */
public record DataSplit(ImageDataset train, @Nullable ImageDataset test) {
  /** Checks that the images have the same size. */
  public DataSplit {
    if (test != null && (train.height() != test.height() || train.width() != test.width())) {
      throw new IllegalArgumentException(
          "data split: training images are %d×%d, test images %d×%d; expected the same size"
              .formatted(train.height(), train.width(), test.height(), test.width()));
    }
  }

  /** Returns the same images with pixels mapped to another interval. */
  public DataSplit withScaling(Scaling scaling) {
    return new DataSplit(
        train.withScaling(scaling), test == null ? null : test.withScaling(scaling));
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
