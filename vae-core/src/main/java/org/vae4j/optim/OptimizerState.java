package org.vae4j.optim;

import java.util.List;
import org.vae4j.autograd.Weights;
import org.vae4j.tensor.Tensor;

/**
 * An optimiser at work on a model's weights: what it remembers of each, and how many steps it has
 * done.
 */
public final class OptimizerState implements AutoCloseable {
  private final Optimizer optimizer;
  private final Weights weights;
  private final List<Weights> state;
  private long step;

  /** Begins, with nothing remembered. */
  public OptimizerState(Optimizer optimizer, Weights weights) {
    this.optimizer = optimizer;
    this.weights = weights;
    this.state = optimizer.state().stream().map(name -> weights.zerosLike()).toList();
  }

  /** Changes every weight by its gradient. */
  public void step(Weights gradients) {
    nextStep();
    weights.names().forEach(name -> update(name, gradients.get(name)));
  }

  /** Begins a step of single updates, one for each weight, which different threads may do. */
  public void nextStep() {
    step++;
  }

  /**
   * Changes one weight.
   *
   * @param gradient Modified: scratch space afterwards
   */
  public void update(String name, Tensor gradient) {
    List<Tensor> remembered = state.stream().map(all -> all.get(name)).toList();
    optimizer.step(weights.backend(), step, weights.get(name), gradient, remembered);
  }

  @Override
  public void close() {
    state.forEach(Weights::close);
  }
}
