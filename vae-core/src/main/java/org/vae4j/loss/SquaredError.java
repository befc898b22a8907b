package org.vae4j.loss;

import org.vae4j.autograd.Var;
import org.vae4j.tensor.Reduction;

/**
 * Σ (output - target)²: up to a constant the negative log-likelihood of a Gaussian with variance
 * 1/2.
 */
public record SquaredError() implements Likelihood {
  static final String NAME = "mse";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Var between(Var output, Var target) {
    return output.squaredError(target);
  }

  @Override
  public Var logLikelihood(Var output, Var target) {
    double constant = output.value().shape().columns() * 0.5 * StrictMath.log(StrictMath.PI);
    return output.minus(target).square().sum(Reduction.COLUMNS).negate().minus(constant);
  }

  @Override
  public Var draw(Var output, Noise noise) {
    return new Gaussian(0.5).draw(output, noise);
  }
}
