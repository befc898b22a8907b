package org.vae4j.optim;

import java.util.List;
import java.util.Map;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;

/**
 * A rule that changes a weight by its gradient. An immutable description: what it remembers is
 * given to it.
 */
public interface Optimizer {

  /** Returns the name under which an {@link OptimizerProvider} makes it. */
  String name();

  /**
   * Returns its settings as text in a fixed order, so that {@link Optimizers#create(String, Map)}
   * makes it again.
   */
  Map<String, String> settings();

  /**
   * Returns the names of the tensors that it remembers for each weight, of the weight's shape,
   * zeros at first.
   */
  List<String> state();

  /** Returns the learning rate. */
  double learningRate();

  /** Returns the same rule with another learning rate. */
  Optimizer withLearningRate(double value);

  /**
   * Changes one weight.
   *
   * @param backend the engine of all the tensors
   * @param step the number of this step, from 1
   * @param parameter Modified: the weight
   * @param gradient Modified: the gradient of the loss, scratch space afterwards
   * @param state Modified: the remembered tensors in the order of {@link #state()}
   */
  void step(Backend backend, long step, Tensor parameter, Tensor gradient, List<Tensor> state);

  /** Checks a learning rate: finite and above 0. */
  static void checkLearningRate(String optimizer, double learningRate) {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          optimizer
              + ": the learning rate is "
              + learningRate
              + ", expected a number above 0, such as 0.001");
    }
  }

  /** Checks a decay factor: from 0 up to, not including, 1. */
  static void checkFactor(String optimizer, String setting, double factor) {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException(
          optimizer
              + ": "
              + setting
              + " is "
              + factor
              + ", expected a number from 0 up to, not including, 1");
    }
  }
}
