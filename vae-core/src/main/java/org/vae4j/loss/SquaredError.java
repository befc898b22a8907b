package org.vae4j.loss;

import org.vae4j.autograd.Var;

/**
 * Σ (output - target)²: up to a constant the negative log-likelihood of a Gaussian with variance
 * 1/2.
 */
public record SquaredError() implements Loss {
  static final String NAME = "mse";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Var between(Var output, Var target) {
    return output.squaredError(target);
  }
}
