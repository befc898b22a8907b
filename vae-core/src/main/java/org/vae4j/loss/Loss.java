package org.vae4j.loss;

import org.vae4j.autograd.Var;

/**
 * How far a decoder's output is from the data, summed over the rows, so that micro-batches add up.
 */
public interface Loss {

  /** Returns the name under which a {@link LossProvider} makes it. */
  String name();

  /**
   * Returns the loss, 1×1.
   *
   * @param output what the decoder gives, rows×features
   * @param target the data, rows×features
   */
  Var between(Var output, Var target);

  /**
   * Returns the data that a decoder's output stands for: the output itself, or sigmoid(output) if
   * it is logits.
   */
  default Var mean(Var output) {
    return output;
  }

  /** Whether the decoder gives logits and the data lie in [0, 1], rather than values in [-1, 1]. */
  default boolean onLogits() {
    return false;
  }
}
