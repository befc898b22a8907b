package org.vae4j.nn;

import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Var;

/**
 * Layers one after the other.
 *
 * @param layers the layers, the first one sees the input
 */
public record Sequential(List<Layer> layers) implements Layer {
  static final String TYPE = "sequential";

  /** Copies the list. */
  public Sequential {
    layers = List.copyOf(layers);
  }

  /** Layers one after the other. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Var forward(Var x) {
    Var y = x;
    for (Layer layer : layers) {
      y = layer.forward(y);
    }
    return y;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec(TYPE, Map.of(), layers.stream().map(Layer::spec).toList());
  }
}
