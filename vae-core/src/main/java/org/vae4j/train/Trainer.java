package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.optim.Optimizer;
import org.vae4j.random.RandomStream;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Trains a model: epochs of steps over shuffled data, with a test after each. The seed's streams
 * {@code order}, {@code noise} and {@code test-noise} decide all draws by position, so that the
 * result depends on nothing else.
 */
public final class Trainer {
  private final VaeModel model;
  private final Optimizer optimizer;
  private final TrainingSettings settings;
  private final List<TrainingListener> listeners;

  /**
   * A trainer that changes the weights of {@code model} and tells {@code listeners} how it goes.
   */
  public Trainer(
      VaeModel model,
      Optimizer optimizer,
      TrainingSettings settings,
      TrainingListener... listeners) {
    this.model = model;
    this.optimizer = optimizer;
    this.settings = settings;
    this.listeners = List.of(listeners);
  }

  /**
   * Trains and returns what each epoch gave.
   *
   * @param train rows of the model's features
   * @param test rows to test with after each epoch, or null
   *     <p>A second call starts again, with the same draws and an optimiser that remembers nothing.
   * @throws NotFiniteException if a loss or, after an epoch, a weight is not finite
   */
  public List<EpochMetrics> fit(Dataset train, @Nullable Dataset test) {
    check("training", train);
    if (test != null) {
      check("test", test);
    }
    List<EpochMetrics> history = new ArrayList<>();
    try (Workers workers = new Workers(settings.threads());
        TrainingStep steps = new TrainingStep(model, optimizer, settings, workers)) {
      long step = 0;
      for (int epoch = 1; epoch <= settings.epochs() && step < settings.maxSteps(); epoch++) {
        long begin = System.nanoTime();
        int[] order = RandomStream.of(settings.seed(), "order").permutation(epoch, train.size());
        LossParts sum = LossParts.ZERO;
        int seen = 0;
        while (seen < train.size() && step < settings.maxSteps()) {
          int rows = Math.min(settings.batchSize(), train.size() - seen);
          int from = seen;
          long drawn = (epoch - 1L) * train.size() + seen;
          Batch batch = new Batch(train, i -> order[from + i], rows, noise("noise", drawn));
          LossParts loss = steps.step(batch);
          step++;
          seen += rows;
          if (!Double.isFinite(loss.total())) {
            throw new NotFiniteException(epoch, step, optimizer.learningRate(), loss);
          }
          sum = sum.plus(new LossParts(loss.reconstruction() * rows, loss.kl() * rows));
          StepMetrics metrics = new StepMetrics(epoch, step, loss);
          listeners.forEach(listener -> listener.onStep(metrics));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        LossParts tested = test == null ? null : evaluate(test, workers);
        String broken = model.weights().firstNotFinite();
        if (broken != null) {
          throw new NotFiniteException(epoch, step, optimizer.learningRate(), broken);
        }
        EpochMetrics metrics =
            new EpochMetrics(epoch, step, sum.over(seen), tested, seen / seconds, seconds);
        history.add(metrics);
        listeners.forEach(listener -> listener.onEpoch(metrics));
      }
    }
    return history;
  }

  /**
   * Returns the mean loss per row of a data set, with noise that depends on the seed and the row
   * alone.
   */
  public LossParts evaluate(Dataset data) {
    check("test", data);
    try (Workers workers = new Workers(settings.threads())) {
      return evaluate(data, workers);
    }
  }

  private LossParts evaluate(Dataset data, Workers workers) {
    return new Evaluation(model, workers).mean(data, noise("test-noise", 0));
  }

  /** Row r of a batch gets the draws number (drawn + r) · latent and on. */
  private Batch.Noise noise(String name, long drawn) {
    RandomStream stream = RandomStream.of(settings.seed(), name);
    return (row, to, at, count) -> stream.normals((drawn + row) * count, to, at, count);
  }

  private void check(String role, Dataset data) {
    Vae vae = model.vae();
    String what = "train: the " + role + " data ";
    if (data.size() < 1) {
      throw new IllegalArgumentException(what + "are empty; give at least one row");
    }
    if (data.features() != vae.features()) {
      throw new IllegalArgumentException(
          what
              + "have %d values a row, the model takes %d; make the model with that many features"
                  .formatted(data.features(), vae.features()));
    }
    if (vae.loss().onLogits()
        && data instanceof ImageDataset images
        && !images.scaling().equals(Scaling.UNIT)) {
      throw new IllegalArgumentException(
          what
              + "are scaled to [%s, %s], the loss %s takes [0, 1]; use withScaling(Scaling.UNIT)"
                  .formatted(images.scaling().low(), images.scaling().high(), vae.loss().name()));
    }
  }
}
