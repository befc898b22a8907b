package org.vae4j.loss;

import org.vae4j.autograd.Var;

/** Σ over rows of the mean over features of (output - target)². */
public record MeanSquaredError() implements Loss {
  static final String NAME = "mean-mse";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Var between(Var output, Var target) {
    return output.squaredError(target).times(1.0 / target.value().shape().columns());
  }
}
