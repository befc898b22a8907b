package org.vae4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): v = alpha v + (1 - alpha) g²; p = p - lr g / (√v
 * + epsilon).
 *
 * @param learningRate the step's size
 * @param alpha decay of the mean square
 * @param epsilon added to the root
 */
public record RmsProp(double learningRate, double alpha, double epsilon) implements Optimizer {
  static final String NAME = "rmsprop";

  /** Checks the settings. */
  public RmsProp {
    Optimizer.checkLearningRate(NAME, learningRate);
    Optimizer.checkFactor(NAME, "alpha", alpha);
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("rmsprop: epsilon is " + epsilon + "; it must be above 0");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("lr", Double.toString(learningRate));
    settings.put("alpha", Double.toString(alpha));
    settings.put("epsilon", Double.toString(epsilon));
    return settings;
  }

  @Override
  public RmsProp withLearningRate(double value) {
    return new RmsProp(value, alpha, epsilon);
  }

  @Override
  public List<String> state() {
    return List.of("square", "scratch");
  }

  @Override
  public void step(
      Backend backend, long step, Tensor parameter, Tensor gradient, List<Tensor> state) {
    Tensor square = state.get(0);
    Tensor root = state.get(1);
    backend.unary(UnaryOp.SQUARE, gradient, root);
    backend.axpby(1 - alpha, root, alpha, square);
    backend.unary(UnaryOp.SQRT, square, root);
    backend.scale(1, root, epsilon, root);
    backend.binary(BinaryOp.DIVIDE, gradient, root, gradient);
    backend.axpby(-learningRate, gradient, 1, parameter);
  }
}
