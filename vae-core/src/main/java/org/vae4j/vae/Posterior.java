package org.vae4j.vae;

import org.vae4j.autograd.Var;

/**
 * q(z|x) = N(mu, exp(logvar)) for each row.
 *
 * @param mu the mean, rows×latent
 * @param logvar the logarithm of the variance, rows×latent
 */
public record Posterior(Var mu, Var logvar) {

  /** Returns z = mu + noise · exp(logvar / 2). */
  public Var sample(Var noise) {
    return mu.reparameterise(logvar, noise);
  }

  /** Returns KL(q(z|x) || N(0, I)) summed over the rows, 1×1. */
  public Var kl() {
    return mu.gaussianKl(logvar);
  }
}
