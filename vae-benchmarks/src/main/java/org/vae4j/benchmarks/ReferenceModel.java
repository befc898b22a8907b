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

  /** Images to train on. */
  static final int IMAGES = 60_000;

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

  /** Returns the products of inference: encode and reconstruct. */
  static List<Product> forwardProducts(int hidden, int rows) {
    return layers(hidden).stream()
        .map(layer -> new Product(false, true, rows, layer.inputs, layer.outputs))
        .toList();
  }

  /** Returns the products of a training step: forwards, gradients of weights and of inputs. */
  static List<Product> trainingProducts(int hidden, int rows) {
    List<Product> products = new ArrayList<>(forwardProducts(hidden, rows));
    for (Layer layer : layers(hidden)) {
      products.add(new Product(true, false, layer.outputs, rows, layer.inputs));
    }
    layers(hidden).stream()
        .skip(1) // nothing needs the gradient of the data
        .map(layer -> new Product(false, false, rows, layer.outputs, layer.inputs))
        .forEach(products::add);
    return products;
  }

  /** Returns the floating-point operations of those products in 1e9. */
  static double trainingGigaflop(int hidden, int rows) {
    return trainingProducts(hidden, rows).stream().mapToDouble(Product::gigaflop).sum();
  }
}
