package org.vae4j.nn;

import java.util.List;
import org.vae4j.autograd.Var;

/**
 * A part of a network, written forwards only. An immutable description: its weights are on the
 * tape, by name.
 */
public interface Layer {

  /**
   * Applies the layer.
   *
   * @param x rows×inputs
   * @return rows×outputs
   */
  Var forward(Var x);

  /** Returns the weights that the layer needs, in the order of a model file; none by default. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Returns what a model file says of the layer, so that {@link Layers#create} makes it again. */
  LayerSpec spec();
}
