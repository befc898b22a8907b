package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The sizes of the reference model on MNIST, and its matrix products. */
final class ReferenceModel {
  static final int FEATURES = 784;
  static final int HIDDEN = 400;
  static final int LATENT = 20;
  static final int BATCH = 128;
  static final int MICRO_BATCH = 64;

  private ReferenceModel() {}

  /** A dense layer: outputs×inputs weights. */
  private record Layer(int inputs, int outputs) {}

  private static List<Layer> layers(int hidden) {
    return List.of(
        new Layer(FEATURES, hidden),
        new Layer(hidden, LATENT),
        new Layer(hidden, LATENT),
        new Layer(LATENT, hidden),
        new Layer(hidden, FEATURES));
  }

  /** Returns the products of a training step: forwards, gradients of weights and of inputs. */
  static List<Product> trainingProducts(int hidden, int rows) {
    List<Product> products = new ArrayList<>();
    for (Layer layer : layers(hidden)) {
      products.add(new Product(false, true, rows, layer.inputs, layer.outputs));
      products.add(new Product(true, false, layer.outputs, rows, layer.inputs));
      if (products.size() > 2) { // nothing needs the gradient of the data
        products.add(new Product(false, false, rows, layer.outputs, layer.inputs));
      }
    }
    return products;
  }

  /** Returns the floating-point operations of those products in 1e9. */
  static double trainingGigaflop(int hidden, int rows) {
    return trainingProducts(hidden, rows).stream().mapToDouble(Product::gigaflop).sum();
  }
}
