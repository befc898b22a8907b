package org.vae4j.loss;

import java.util.Arrays;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;

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
  public Var draw(Var logits, Noise noise) {
    Shape shape = logits.value().shape();
    double[] probabilities = mean(logits).values();
    double[] uniforms = noise.uniforms(shape);
    double[] draws = new double[uniforms.length];
    Arrays.setAll(draws, i -> uniforms[i] < probabilities[i] ? 1 : 0);
    return logits.tape().constant(shape, draws);
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
