package org.vae4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), and with weight decay AdamW (Loshchilov and Hutter 2019,
 * algorithm 2).
 *
 * @param learningRate the step's size
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay part of each weight that is taken off at each step, times the learning rate; 0
 *     is plain Adam
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  static final String NAME = "adam";
  static final String DECAYED_NAME = "adamw";

  /** Checks the settings. */
  public Adam {
    Optimizer.checkLearningRate(NAME, learningRate);
    Optimizer.checkFactor(NAME, "beta1", beta1);
    Optimizer.checkFactor(NAME, "beta2", beta2);
    if (!(epsilon > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "adam: epsilon is "
              + epsilon
              + " and weight decay "
              + weightDecay
              + "; epsilon must be above 0, decay not below");
    }
  }

  /** Plain Adam with the usual settings. */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public String name() {
    return weightDecay == 0 ? NAME : DECAYED_NAME;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("lr", Double.toString(learningRate));
    settings.put("beta1", Double.toString(beta1));
    settings.put("beta2", Double.toString(beta2));
    settings.put("epsilon", Double.toString(epsilon));
    if (weightDecay != 0) {
      settings.put("weight-decay", Double.toString(weightDecay));
    }
    return settings;
  }

  @Override
  public Adam withLearningRate(double value) {
    return new Adam(value, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public List<String> state() {
    return List.of("m", "v");
  }

  @Override
  public void step(
      Backend backend, long step, Tensor parameter, Tensor gradient, List<Tensor> state) {
    if (weightDecay != 0) {
      backend.scale(1 - learningRate * weightDecay, parameter, 0, parameter);
    }
    double correction1 = 1 - StrictMath.pow(beta1, (double) step);
    double correction2 = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
    double stepSize = learningRate * correction2 / correction1;
    backend.adam(
        parameter,
        gradient,
        state.get(0),
        state.get(1),
        stepSize,
        beta1,
        beta2,
        epsilon * correction2);
  }
}
