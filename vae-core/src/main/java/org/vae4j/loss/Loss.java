package org.vae4j.loss;

import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Var;
import org.vae4j.nn.Parameter;

/**
 * How far a decoder's output is from the data, summed over the rows, so that micro-batches add up.
 */
public interface Loss {

  /** Returns the name under which a {@link LossProvider} makes it. */
  String name();

  /** Returns its settings as text, so that its provider makes it again; none by default. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Returns what it learns beside the weights of the layers; nothing by default. */
  default List<Parameter> parameters() {
    return List.of();
  }

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
