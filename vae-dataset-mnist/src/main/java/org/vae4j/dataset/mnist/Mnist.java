package org.vae4j.dataset.mnist;

import java.io.IOException;
import java.net.URL;
import java.util.Objects;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageDataset;

/**
 * The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes (CC BY-SA 3.0): 60,000
 * training and 10,000 test images of 28×28 pixels, with labels 0 to 9.
 */
public final class Mnist {
  private Mnist() {}

  /** Reads all images, scaled to [-1, 1]; keeps 55 MB. */
  public static DataSplit load() throws IOException {
    return new DataSplit(read("train"), read("t10k"));
  }

  private static ImageDataset read(String part) throws IOException {
    return Idx.read(
        resource(part + "-images-idx3-ubyte.gz"), resource(part + "-labels-idx1-ubyte.gz"));
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(
        Mnist.class.getResource(name), () -> "mnist: the jar lacks " + name + "; build it again");
  }
}
