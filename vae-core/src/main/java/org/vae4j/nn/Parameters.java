package org.vae4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Weights;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;

/** Makes the weights that layers need. */
public final class Parameters {
  private Parameters() {}

  /** Allocates the weights, all zero, in the order of the list. */
  public static Weights allocate(List<Parameter> parameters, Backend backend, DType dtype) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      if (shapes.put(p.name(), p.shape()) != null) {
        throw new IllegalArgumentException(
            "parameters: two weights are called '"
                + p.name()
                + "'; give each layer a name of its own");
      }
    }
    return new Weights(backend, dtype, shapes);
  }

  /**
   * Allocates the weights and draws their initial values from the seed, each from a stream of its
   * own.
   */
  public static Weights initialise(
      List<Parameter> parameters, Backend backend, DType dtype, long seed) {
    Weights weights = allocate(parameters, backend, dtype);
    parameters.forEach(p -> weights.set(p.name(), p.initializer().values(p, seed)));
    return weights;
  }
}
