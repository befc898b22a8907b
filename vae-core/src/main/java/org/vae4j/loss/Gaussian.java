package org.vae4j.loss;

import java.util.Map;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.Reduction;

/**
 * Each value is normal around the output, with a variance that is the same for all: Σ (output -
 * target)² / (2 variance) + ½ log(2 variance). With variance 1/2 that is {@link SquaredError}; the
 * negative log-likelihood has ½ log π more for each value.
 *
 * @param variance above 0
 */
public record Gaussian(double variance) implements Likelihood {
  static final String NAME = "gaussian";

  /** The setting of the variance: a number, or {@link #LEARNED}. */
  static final String VARIANCE = "variance";

  /** The value of the setting for {@link LearnedGaussian}. */
  static final String LEARNED = "learned";

  /** Checks the variance. */
  public Gaussian {
    if (!(variance > 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException(
          "gaussian: the variance is " + variance + ", expected a number above 0");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(VARIANCE, Double.toString(variance));
  }

  @Override
  public Var between(Var output, Var target) {
    double constant = 0.5 * target.value().size() * StrictMath.log(2 * variance);
    return output.squaredError(target).times(0.5 / variance).plus(constant);
  }

  @Override
  public Var logLikelihood(Var output, Var target) {
    double each = 0.5 * StrictMath.log(2 * StrictMath.PI * variance);
    double constant = output.value().shape().columns() * each;
    Var squares = output.minus(target).square().sum(Reduction.COLUMNS);
    return squares.times(-0.5 / variance).minus(constant);
  }

  @Override
  public Var draw(Var output, Noise noise) {
    return output.plus(noise.normals(output.value().shape()).times(StrictMath.sqrt(variance)));
  }
}
