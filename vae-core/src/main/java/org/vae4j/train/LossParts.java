package org.vae4j.train;

/**
 * The two parts of a loss.
 *
 * @param reconstruction what the reconstructions miss
 * @param kl the divergence of the posteriors from N(0, I)
 */
public record LossParts(double reconstruction, double kl) {
  static final LossParts ZERO = new LossParts(0, 0);

  /** Returns the sum of the parts. */
  public double total() {
    return reconstruction + kl;
  }

  LossParts plus(LossParts other) {
    return new LossParts(reconstruction + other.reconstruction, kl + other.kl);
  }

  LossParts over(long rows) {
    return new LossParts(reconstruction / rows, kl / rows);
  }
}
