package org.vae4j.peers;

import java.io.IOException;
import org.vae4j.data.ImageDataset;
import org.vae4j.dataset.mnist.Mnist;

/** MNIST in the form in which both frameworks take it. */
public final class MnistRows {
  private MnistRows() {}

  /** Returns all training images, a row each, pixels in [-1, 1]. */
  public static float[][] train() throws IOException {
    return rows(Mnist.load().train());
  }

  /** Returns the first training images. */
  public static float[][] first(int count) throws IOException {
    return rows(Mnist.load().train().first(count));
  }

  private static float[][] rows(ImageDataset images) {
    float[][] rows = new float[images.size()][images.features()];
    for (int row = 0; row < rows.length; row++) {
      images.copy(row, rows[row], 0);
    }
    return rows;
  }
}
