package org.vae4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;

/**
 * Gradient descent with momentum: v = momentum v + g; p = p - lr v, or with Nesterov's look-ahead p
 * = p - lr (g + momentum v) (Sutskever et al. 2013, in PyTorch's form).
 *
 * @param learningRate the step's size
 * @param momentum part of the last velocity that is kept
 * @param nesterov whether to look ahead
 */
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {
  static final String NAME = "sgd";

  /** Checks the settings. */
  public Sgd {
    Optimizer.checkLearningRate(NAME, learningRate);
    Optimizer.checkFactor(NAME, "momentum", momentum);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("lr", Double.toString(learningRate));
    settings.put("momentum", Double.toString(momentum));
    settings.put("nesterov", Boolean.toString(nesterov));
    return settings;
  }

  @Override
  public Sgd withLearningRate(double value) {
    return new Sgd(value, momentum, nesterov);
  }

  @Override
  public List<String> state() {
    return List.of("velocity");
  }

  @Override
  public void step(
      Backend backend, long step, Tensor parameter, Tensor gradient, List<Tensor> state) {
    Tensor velocity = state.get(0);
    backend.axpby(1, gradient, momentum, velocity);
    if (nesterov) {
      backend.axpby(-learningRate, gradient, 1, parameter);
      backend.axpby(-learningRate * momentum, velocity, 1, parameter);
    } else {
      backend.axpby(-learningRate, velocity, 1, parameter);
    }
  }
}
