package org.vae4j.benchmarks;

import java.util.List;

/** The sizes of the reference model on MNIST. */
final class ReferenceModel {
  static final int FEATURES = 784;
  static final int HIDDEN = 400;
  static final int LATENT = 20;
  static final int MICRO_BATCH = 64;

  private ReferenceModel() {}

  /** A dense layer: outputs×inputs weights. */
  record Layer(int inputs, int outputs) {}

  /** Returns the layers in order; the first one needs no gradient of its input. */
  static List<Layer> layers(int hidden) {
    return List.of(
        new Layer(FEATURES, hidden),
        new Layer(hidden, LATENT),
        new Layer(hidden, LATENT),
        new Layer(LATENT, hidden),
        new Layer(hidden, FEATURES));
  }
}
