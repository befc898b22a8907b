package org.vae4j.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.autograd.Weights;
import org.vae4j.data.Dataset;
import org.vae4j.optim.OptimizerState;
import org.vae4j.vae.VaeModel;

/** A training under way; seen by listeners between its steps, on the thread that trains. */
public final class TrainingState {
  private final VaeModel model;
  private final OptimizerState optimizer;
  private final TrainingSettings settings;
  private final Dataset train;
  private final @Nullable Dataset test;
  private Progress progress = Progress.START;
  private boolean stopping;
  private @Nullable Map<String, String> identity;

  TrainingState(
      VaeModel model,
      OptimizerState optimizer,
      TrainingSettings settings,
      Dataset train,
      @Nullable Dataset test) {
    this.model = model;
    this.optimizer = optimizer;
    this.settings = settings;
    this.train = train;
    this.test = test;
  }

  /** Returns the model with its weights of now. */
  public VaeModel model() {
    return model;
  }

  /** Returns the optimiser with what it remembers now. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /** Returns how training goes. */
  public TrainingSettings settings() {
    return settings;
  }

  /** Returns how far it is. */
  public Progress progress() {
    return progress;
  }

  /** Whether it ends here, because {@link Trainer#stop} was called. */
  public boolean stopping() {
    return stopping;
  }

  /** Whether nothing is left to do. */
  public boolean finished() {
    return progress.finished(settings);
  }

  Dataset train() {
    return train;
  }

  @Nullable Dataset test() {
    return test;
  }

  void advance(Progress to) {
    progress = to;
  }

  void stopping(boolean now) {
    stopping = now;
  }

  /**
   * Returns what two trainings must have in common for one to go on where the other stopped, as
   * text by name.
   */
  Map<String, String> identity() {
    if (identity == null) {
      identity =
          new TrainingIdentity(
                  model.vae(),
                  model.weights().dtype(),
                  model.weights().backend().exact(),
                  optimizer.optimizer(),
                  settings,
                  train,
                  test)
              .describe();
    }
    return identity;
  }

  /**
   * Makes sure that all weights and all that the optimiser remembers are numbers.
   *
   * @throws NotFiniteException with the name of the first that is not
   */
  void requireFinite() {
    String weight = model.weights().firstNotFinite();
    if (weight != null) {
      throw notFinite("the weight " + weight + " is not finite", "", progress.step());
    }
    for (Map.Entry<String, Weights> entry : optimizer.remembered().entrySet()) {
      weight = entry.getValue().firstNotFinite();
      if (weight != null) {
        String what = optimizer.optimizer().name() + "'s '" + entry.getKey() + "' of " + weight;
        throw notFinite(what + " is not finite", "", progress.step());
      }
    }
  }

  /** What to throw after a step whose loss is not a number; the weights are those before it. */
  NotFiniteException lossNotFinite(LossParts loss, Weights gradients) {
    String weight = model.weights().firstNotFinite();
    String gradient = gradients.firstNotFinite();
    String first =
        weight != null
            ? "; the first weight that is not finite either is " + weight
            : gradient != null ? "; the first gradient that is not finite is " + gradient : "";
    String parts = "(reconstruction " + loss.reconstruction() + ", kl " + loss.kl() + ")";
    return notFinite("the loss is not finite " + parts, first, progress.step() + 1);
  }

  private NotFiniteException notFinite(String what, String culprit, long step) {
    return new NotFiniteException(
        "training: %s at step %d (epoch %d) with learning rate %s%s; try a learning rate ten times smaller, clip the gradient's norm, or check the data for values out of range"
            .formatted(
                what, step, progress.epoch(), optimizer.optimizer().learningRate(), culprit));
  }
}
