package org.vae4j.vae;

/** Posteriors of rows of data, outside of an engine. */
public final class Latents {
  private final float[][] mu;
  private final float[][] logvar;

  Latents(float[][] mu, float[][] logvar) {
    this.mu = mu;
    this.logvar = logvar;
  }

  /** Returns the means, rows×latent: not a copy. */
  public float[][] mu() {
    return mu;
  }

  /** Returns the logarithms of the variances, rows×latent: not a copy. */
  public float[][] logvar() {
    return logvar;
  }
}
