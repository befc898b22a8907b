package org.vae4j.loss;

import org.vae4j.autograd.Var;
import org.vae4j.tensor.Reduction;

/**
 * Σ softplus(logit) - target · logit: the negative log-likelihood of a Bernoulli variable whose
 * logit is the output.
 */
public record BinaryCrossEntropy() implements Likelihood {
  static final String NAME = "bce";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Var between(Var logits, Var target) {
    return logits.crossEntropyWithLogits(target);
  }

  @Override
  public Var logLikelihood(Var logits, Var target) {
    return logits.times(target).minus(logits.softplus()).sum(Reduction.COLUMNS);
  }

  @Override
  public Var mean(Var logits) {
    return logits.sigmoid();
  }

  @Override
  public boolean onLogits() {
    return true;
  }
}
