package org.vae4j.nn;

import org.vae4j.spi.Providers;

/** Makes layers from what a model file says of them. */
public final class Layers {
  private Layers() {}

  /**
   * Makes a layer.
   *
   * @throws IllegalArgumentException if there is no such type or a setting is wrong
   */
  public static Layer create(LayerSpec spec) {
    if (spec.type().equals(Sequential.TYPE)) {
      return new Sequential(spec.layers().stream().map(Layers::create).toList());
    }
    return Providers.<Layer, LayerProvider>find("layer", LayerProvider.class)
        .create(spec.type(), spec.settings());
  }
}
