package org.vae4j.nn;

import org.vae4j.spi.Providers;

/** Makes layers from what a model file says of them. */
public final class Layers {
  private final Providers<Layer> providers =
      Providers.<Layer, LayerProvider>find("layer", LayerProvider.class);

  private Layers() {}

  /** Looks for the layers on the class path. */
  public static Layers find() {
    return new Layers();
  }

  /**
   * Makes a layer; only a {@code sequential} one has layers inside.
   *
   * @throws IllegalArgumentException if there is no such type or a setting is wrong
   */
  public Layer create(LayerSpec spec) {
    if (spec.type().equals(Sequential.TYPE) && spec.settings().isEmpty()) {
      return new Sequential(spec.layers().stream().map(this::create).toList());
    }
    if (!spec.layers().isEmpty()) {
      throw new IllegalArgumentException(
          "layer: '"
              + spec.type()
              + "' has layers inside; only "
              + Sequential.TYPE
              + " takes them");
    }
    return providers.create(spec.type(), spec.settings());
  }
}
