package org.vae4j.examples;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.OptimizerProvider;
import org.vae4j.spi.Settings;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * An optimiser of one's own: v = v + g²; p = p - lr g / (√v + 1e-10) (Duchi et al. 2011).
 *
 * @param learningRate the step's size
 */
public record Adagrad(double learningRate) implements Optimizer {

  /** Checks the learning rate. */
  public Adagrad {
    Optimizer.checkLearningRate("adagrad", learningRate);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("lr", Double.toString(learningRate));
  }

  @Override
  public Adagrad withLearningRate(double value) {
    return new Adagrad(value);
  }

  @Override
  public List<String> state() {
    return List.of("sum", "scratch");
  }

  @Override
  public void step(
      Backend backend, long step, Tensor parameter, Tensor gradient, List<Tensor> state) {
    Tensor sum = state.get(0);
    Tensor root = state.get(1);
    backend.unary(UnaryOp.SQUARE, gradient, root);
    backend.axpby(1, root, 1, sum);
    backend.unary(UnaryOp.SQRT, sum, root);
    backend.scale(1, root, 1e-10, root);
    backend.binary(BinaryOp.DIVIDE, gradient, root, gradient);
    backend.axpby(-learningRate, gradient, 1, parameter);
  }

  /** Makes it by name; META-INF/services lists this class. */
  public static final class Provider implements OptimizerProvider {
    @Override
    public Set<String> names() {
      return Set.of("adagrad");
    }

    @Override
    public Optimizer create(String name, Settings settings) {
      return new Adagrad(settings.number("lr", 1e-2));
    }
  }
}
