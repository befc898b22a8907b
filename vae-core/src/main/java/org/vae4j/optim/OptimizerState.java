package org.vae4j.optim;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Weights;
import org.vae4j.tensor.Tensor;

/**
 * An optimiser at work on a model's weights: what it remembers of each, and how many steps it has
 * done.
 */
public final class OptimizerState implements AutoCloseable {
  private final Optimizer optimizer;
  private final Weights weights;
  private final Map<String, Weights> state = new LinkedHashMap<>();
  private final Map<String, List<Tensor>> stateOfWeight = new HashMap<>();
  private long step;
  private Optimizer now;

  /** Begins, with nothing remembered. */
  public OptimizerState(Optimizer optimizer, Weights weights) {
    this.optimizer = optimizer;
    this.now = optimizer;
    this.weights = weights;
    optimizer.state().forEach(name -> state.put(name, weights.zerosLike()));
    for (String name : weights.names()) {
      stateOfWeight.put(name, state.values().stream().map(all -> all.get(name)).toList());
    }
  }

  /** Returns the rule, with its own learning rate. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** Returns what is remembered of each weight, by the names of {@link Optimizer#state}. */
  public Map<String, Weights> remembered() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * Goes on after {@code steps} steps, once what they left has been put into {@link #remembered}.
   */
  public void resume(long steps) {
    step = steps;
  }

  /** Changes every weight by its gradient. */
  public void step(Weights gradients) {
    nextStep();
    weights.names().forEach(name -> update(name, gradients.get(name)));
  }

  /** Begins a step of single updates, one for each weight, which different threads may do. */
  public void nextStep() {
    nextStep(1);
  }

  /**
   * Begins a step as above, with another learning rate.
   *
   * @param factor what the rule's own one is multiplied with, above 0
   */
  public void nextStep(double factor) {
    step++;
    now = factor == 1 ? optimizer : optimizer.withLearningRate(optimizer.learningRate() * factor);
  }

  /** Takes the last {@link #nextStep} back, in which no weight was changed. */
  public void cancelStep() {
    step--;
  }

  /**
   * Changes one weight.
   *
   * @param gradient Modified: scratch space afterwards
   */
  public void update(String name, Tensor gradient) {
    Tensor weight = weights.get(name);
    now.step(weights.backend(), step, weight, gradient, requireNonNull(stateOfWeight.get(name)));
  }

  @Override
  public void close() {
    state.values().forEach(Weights::close);
  }
}
