package org.vae4j.train;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.io.MalformedFileException;
import org.vae4j.optim.Optimizer;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Trains a model: epochs of steps over shuffled data, with a test after each. The seed's streams
 * {@code order}, {@code noise} and {@code test-noise} decide all draws by position, so that the
 * result depends on nothing else.
 *
 * <p>With {@linkplain Course#patience() patience}, a training that is finished leaves the weights
 * of the best epoch in the model, the one that {@link Course#best} tells of its history; without,
 * those of the last epoch. One that was stopped leaves the weights of its last step.
 */
public final class Trainer {
  private final VaeModel model;
  private final Optimizer optimizer;
  private final TrainingSettings settings;
  private final List<TrainingListener> listeners;
  private volatile boolean stopRequested;

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
   * Trains and returns what each epoch gave. A second call starts again, with the same draws and an
   * optimiser that remembers nothing, from the weights that the model has then.
   *
   * @param train rows of the model's features
   * @param test rows held out, to test with after each epoch, or null
   * @throws NotFiniteException if a loss or, after an epoch, a weight is not finite
   */
  public List<EpochMetrics> fit(Dataset train, @Nullable Dataset test) {
    check(train, test);
    try (Workers workers = new Workers(settings.threads());
        TrainingStep steps = new TrainingStep(model, optimizer, settings, workers);
        BestWeights best = new BestWeights(model, settings.course())) {
      return train(
          new TrainingState(model, steps.optimizer(), settings, train, test), steps, workers, best);
    } finally {
      stopRequested = false; // it was for this training
    }
  }

  /**
   * Goes on where a checkpoint was written, to the same bits as if training had never stopped, and
   * returns what each epoch gave, those before included. With patience, the weights of a best epoch
   * that was before are taken from {@code best.safetensors} in the checkpoint's folder, where
   * {@link Checkpoints} leaves them.
   *
   * @throws MalformedFileException if the checkpoint is not of this model, optimiser, settings
   *     (threads aside) and data, or if the weights of the best epoch are not there
   */
  public List<EpochMetrics> resume(Checkpoint checkpoint, Dataset train, @Nullable Dataset test)
      throws IOException {
    check(train, test);
    try (Workers workers = new Workers(settings.threads());
        TrainingStep steps = new TrainingStep(model, optimizer, settings, workers);
        BestWeights best = new BestWeights(model, settings.course())) {
      var state = new TrainingState(model, steps.optimizer(), settings, train, test);
      checkpoint.restore(state);
      best.resume(checkpoint);
      return train(state, steps, workers, best);
    } finally {
      stopRequested = false; // it was for this training
    }
  }

  /**
   * Lets training end after the step or the test that it is at; called before training, after its
   * first step. The next one is not affected. Any thread may call this.
   */
  public void stop() {
    stopRequested = true;
  }

  private List<EpochMetrics> train(
      TrainingState state, TrainingStep steps, Workers workers, BestWeights best) {
    if (state.finished()) {
      pause(state, state.progress()); // the listeners' last pause may have been cut off
    }
    while (!state.finished() && !state.stopping()) {
      epoch(state, steps, workers);
      if (state.progress().seen() == 0) {
        best.afterEpoch(state.progress().history());
      }
    }
    if (state.finished()) {
      best.restore(); // after the listeners' last pause: the last checkpoint is of the last epoch
    }
    return state.progress().history();
  }

  private void epoch(TrainingState state, TrainingStep steps, Workers workers) {
    long begin = System.nanoTime();
    Dataset data = state.train();
    Progress from = state.progress();
    Progress at = from;
    Course course = settings.course();
    long stepsPerEpoch = settings.stepsPerEpoch(data.size());
    int[] order = RandomStream.of(settings.seed(), "order").permutation(at.epoch(), data.size());
    while (at.seen() < data.size() && at.step() < settings.maxSteps()) {
      int rows = Math.min(settings.batchSize(), data.size() - at.seen());
      int first = at.seen();
      long drawn = (at.epoch() - 1L) * data.size() + first;
      Batch batch = new Batch(data, i -> order[first + i], rows, noise("noise", drawn));
      LossParts loss =
          steps.step(
              batch,
              course.rateFactor(at.step(), stepsPerEpoch, settings.epochs()),
              course.klWeight(at.step(), stepsPerEpoch));
      if (!Double.isFinite(loss.total())) {
        throw state.lossNotFinite(loss, steps.gradients());
      }
      at = at.afterStep(loss, rows);
      StepMetrics metrics = new StepMetrics(at.epoch(), at.step(), loss);
      listeners.forEach(listener -> listener.onStep(metrics));
      pause(state, at);
      if (state.stopping()) {
        return;
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    state.requireFinite();
    Dataset test = state.test();
    EpochMetrics metrics =
        new EpochMetrics(
            at.epoch(),
            at.step(),
            at.sum().over(at.seen()),
            test == null ? null : evaluate(test, workers),
            (at.seen() - from.seen()) / seconds,
            seconds);
    listeners.forEach(listener -> listener.onEpoch(metrics));
    pause(state, at.afterEpoch(metrics));
  }

  /** The request to stop is looked at here only, so that listeners hear of it where it acts. */
  private void pause(TrainingState state, Progress at) {
    state.advance(at);
    state.stopping(stopRequested);
    listeners.forEach(listener -> listener.onPause(state));
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
    return (first, rows, width, to) -> stream.normals((drawn + first) * width, to, 0, rows * width);
  }

  private void check(Dataset train, @Nullable Dataset test) {
    check("training", train);
    Course course = settings.course();
    if (!course.steadyRate()) {
      DType dtype = model.weights().dtype();
      course.checkRate(optimizer.learningRate(), dtype, settings, train.size());
    }
    if (test != null) {
      check("test", test);
    } else if (settings.course().patience() > 0) {
      throw new IllegalArgumentException(
          "train: a patience of %d epochs without rows held out, whose loss would tell; give some"
              .formatted(settings.course().patience()));
    }
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
        && data.form() instanceof ImageForm images
        && !images.scaling().equals(Scaling.UNIT)) {
      throw new IllegalArgumentException(
          what
              + "are scaled to [%s, %s], the loss %s takes [0, 1]; use withScaling(Scaling.UNIT)"
                  .formatted(images.scaling().low(), images.scaling().high(), vae.loss().name()));
    }
  }
}
