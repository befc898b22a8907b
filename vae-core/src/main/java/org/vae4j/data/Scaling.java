package org.vae4j.data;

import org.vae4j.loss.Loss;

/** The interval that pixels 0 to 255 are mapped to, linearly. */
public record Scaling(double low, double high) {
  /** To [-1, 1], for a decoder that ends in tanh. */
  public static final Scaling SIGNED = new Scaling(-1, 1);

  /** To [0, 1], for a decoder that ends in a sigmoid. */
  public static final Scaling UNIT = new Scaling(0, 1);

  /** Checks that the bounds are finite and in order. */
  public Scaling {
    if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
      throw new IllegalArgumentException(
          "scaling: from " + low + " to " + high + ", expected finite bounds with low < high");
    }
  }

  /** Returns the value of a pixel, 0 to 255. */
  public double value(int pixel) {
    return low + pixel / 255.0 * (high - low);
  }

  /** Returns the range that a loss wants its data in: [0, 1] for losses on logits, else [-1, 1]. */
  public static Scaling forLoss(Loss loss) {
    return loss.onLogits() ? UNIT : SIGNED;
  }
}
