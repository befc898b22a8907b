package org.vae4j.loss;

import org.vae4j.autograd.Var;

/** A loss that is a negative log-likelihood of the data, but for a constant. */
public interface Likelihood extends Loss {

  /**
   * Returns log p(target | output) of each row in nats, with all constants, rows×1.
   *
   * @param output what the decoder gives, rows×features
   * @param target the data: rows×features, or a row that is the target of all
   */
  Var logLikelihood(Var output, Var target);

  /**
   * Returns data drawn from p(x | output), one row for each row; refused unless a likelihood says
   * how.
   *
   * @param output what the decoder gives, rows×features
   */
  default Var draw(Var output, Noise noise) {
    throw new IllegalArgumentException(
        "sample: the likelihood " + name() + " doesn't say how data are drawn; take the means");
  }
}
