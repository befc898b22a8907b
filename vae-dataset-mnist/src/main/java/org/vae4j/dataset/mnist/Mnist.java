package org.vae4j.dataset.mnist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageDataset;
import org.vae4j.train.Parallel;

/**
 * The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes (CC BY-SA 3.0): 60,000
 * training and 10,000 test images of 28×28 pixels, with labels 0 to 9.
 */
public final class Mnist {
  /** {@link ImageDataset#sha256} of all training images and of all test images. */
  private static final String TRAIN_SHA256 =
      "6121da6d0badc38661a4c99cb25f11afdc3d1807009abfe331b167b722fcc71b";

  private static final String TEST_SHA256 =
      "4c8e59a07908fc61a78094c0a8bd7605fc1ede12d3cf6d1259680f377fbd55d4";

  private Mnist() {}

  /** Reads all images, scaled to [-1, 1]; keeps 55 MB. */
  public static DataSplit load() throws IOException {
    ImageDataset[] parts = new ImageDataset[2];
    try {
      Parallel.run(2, 2, i -> parts[i] = i == 0 ? train() : test());
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return new DataSplit(parts[0], parts[1]);
  }

  private static ImageDataset train() {
    return read("train").withKnownSha256(TRAIN_SHA256);
  }

  private static ImageDataset test() {
    return read("t10k").withKnownSha256(TEST_SHA256);
  }

  private static ImageDataset read(String part) {
    try {
      return Idx.read(
          resource(part + "-images-idx3-ubyte.gz"), resource(part + "-labels-idx1-ubyte.gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(
        Mnist.class.getResource(name), () -> "mnist: the jar lacks " + name + "; build it again");
  }
}
