package org.vae4j.dataset.mnist;

import java.io.IOException;
import org.vae4j.data.DataSplit;
import org.vae4j.data.DatasetProvider;

/** Offers MNIST under the name {@code mnist}. */
public final class MnistProvider implements DatasetProvider {

  /** For the service loader. */
  public MnistProvider() {}

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public DataSplit load() throws IOException {
    return Mnist.load();
  }

  @Override
  public String description() {
    return "MNIST handwritten digits, 60,000 + 10,000 images of 28×28"
        + " (Yann LeCun and Corinna Cortes, CC BY-SA 3.0)";
  }
}
