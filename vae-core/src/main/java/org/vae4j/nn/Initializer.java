package org.vae4j.nn;

import java.util.Arrays;
import java.util.Locale;
import org.vae4j.random.RandomStream;

/**
 * How weights begin. Drawn in binary64 and rounded to the model's type, so that all engines begin
 * with the same bits.
 */
public enum Initializer {
  /** Uniform in ±1/√fanIn, weights and biases alike: what torch.nn.Linear does. */
  PYTORCH,
  /**
   * Weights uniform in ±√(6 / (fanIn + fanOut)), biases 0 (Glorot and Bengio 2010, equation 16).
   */
  GLOROT,
  /** Weights normal with variance 2 / fanIn, biases 0 (He et al. 2015, equation 10). */
  HE,
  /** All 0. */
  ZEROS;

  /** Returns the name in model files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the initialiser of that {@link #id}. */
  public static Initializer of(String id) {
    return Arrays.stream(values())
        .filter(i -> i.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "initializer: there is no '"
                        + id
                        + "'; there are "
                        + Arrays.stream(values()).map(Initializer::id).toList()));
  }

  /**
   * Returns the initial values of {@code parameter}, drawn from the stream {@code init/NAME} of the
   * seed.
   */
  public double[] values(Parameter parameter, long seed) {
    double[] values = new double[parameter.shape().size()];
    boolean bias = parameter.shape().rank() == 1;
    if (this == ZEROS || (bias && this != PYTORCH)) {
      return values;
    }
    RandomStream stream = RandomStream.of(seed, "init/" + parameter.name());
    if (this == HE) {
      stream.normals(0, values, 0, values.length);
      double deviation = Math.sqrt(2.0 / parameter.fanIn());
      Arrays.setAll(values, i -> values[i] * deviation);
      return values;
    }
    stream.uniforms(0, values, 0, values.length);
    double bound =
        this == PYTORCH
            ? 1 / Math.sqrt(parameter.fanIn())
            : Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
    Arrays.setAll(values, i -> (2 * values[i] - 1) * bound);
    return values;
  }
}
