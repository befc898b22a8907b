package org.vae4j.vae;

import org.vae4j.autograd.Var;

/**
 * The loss of a variational autoencoder, summed over rows.
 *
 * @param reconstruction what the reconstructions miss, 1×1
 * @param kl the divergence of the posteriors from N(0, I), 1×1
 */
public record NegativeElbo(Var reconstruction, Var kl) {

  /** Returns the sum of the parts, 1×1. */
  public Var total() {
    return total(1);
  }

  /** Returns reconstruction + klWeight · kl, 1×1. */
  public Var total(double klWeight) {
    return reconstruction.plus(klWeight == 1 ? kl : kl.times(klWeight));
  }
}
