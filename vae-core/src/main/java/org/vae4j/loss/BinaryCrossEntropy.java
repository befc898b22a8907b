package org.vae4j.loss;

import org.vae4j.autograd.Var;

/**
 * Σ softplus(logit) - target · logit: the negative log-likelihood of a Bernoulli variable whose
 * logit is the output.
 */
public record BinaryCrossEntropy() implements Loss {
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
  public Var mean(Var logits) {
    return logits.sigmoid();
  }

  @Override
  public boolean onLogits() {
    return true;
  }
}
