package org.vae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.cli.TrainOptions.Keep;
import org.vae4j.io.MalformedFileException;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.Checkpoint;
import org.vae4j.train.Checkpoints;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.Progress;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingIdentity;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.train.TrainingState;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

/** Carries out a job: trains, tells how it goes, and keeps the run folder up to date. */
final class TrainingRun implements TrainingListener {
  private final Job job;
  private final RunFolder folder;
  private final RunLock lock;
  private final RunRecord record;
  private final TrainingTalk talk;
  private final VaeModel model;
  private final MetricsFile metrics;
  private final Rendering rendering;
  private final Results results;
  private final TrainingSettings training;
  private final RunViews views;
  private final Attempts attempts;
  private final LatentWarnings warnings;
  private final TrainingLines lines;
  private final @Nullable String fewSteps;
  private @Nullable Progress stopped;
  private boolean stepped;

  private TrainingRun(
      Job job,
      RunFolder folder,
      RunLock lock,
      RunRecord record,
      TrainingTalk talk,
      VaeModel model) {
    this.job = job;
    this.folder = folder;
    this.lock = lock;
    this.record = record;
    this.talk = talk;
    this.model = model;
    this.training = job.options().training();
    this.warnings = new LatentWarnings(training.course().beta());
    this.lines = new TrainingLines(job, folder, talk.lines());
    this.fewSteps = lines.fewSteps();
    this.metrics = new MetricsFile(folder.metrics());
    this.results = new Results(job);
    this.attempts = new Attempts(talk::warn);
    this.views = new RunViews(job, folder, model, results, attempts);
    this.rendering = Rendering.of(job.data().form());
  }

  /**
   * Trains and returns the figures. A checkpoint of another training is refused before anything in
   * the folder is changed.
   *
   * @param lock keeps others away, or else training ends
   * @param record is told how it ends
   * @param checkpoint where to go on; null is the start
   * @param talk says how it goes
   */
  static Map<String, @Nullable Object> carryOut(
      Job job,
      RunFolder folder,
      RunLock lock,
      RunRecord record,
      @Nullable Checkpoint checkpoint,
      TrainingTalk talk)
      throws MalformedFileException {
    if (checkpoint != null) {
      checkpoint.check(identity(job));
    }
    try {
      record.write(); // first of all: from now on the run can go on, whatever happens
      ConfigOption.write(folder.config(), job);
      lock.holdSettings();
      return train(job, folder, lock, record, checkpoint, talk);
    } catch (MalformedFileException e) {
      note(lock, record, e);
      throw e;
    } catch (IOException e) {
      throw noted(lock, record, folder.cannotWrite(e));
    } catch (UncheckedIOException e) {
      throw noted(lock, record, folder.cannotWrite(Objects.requireNonNull(e.getCause())));
    } catch (RuntimeException | Error e) {
      note(lock, record, e);
      throw e;
    }
  }

  private static TrainingIdentity identity(Job job) {
    TrainOptions options = job.options();
    return new TrainingIdentity(
        job.vae(),
        options.dtype,
        options.numerics == Numerics.EXACT,
        options.optimizer(),
        options.training(),
        job.data().train(),
        job.data().heldOut());
  }

  private static Map<String, @Nullable Object> train(
      Job job,
      RunFolder folder,
      RunLock lock,
      RunRecord record,
      @Nullable Checkpoint checkpoint,
      TrainingTalk talk)
      throws IOException {
    TrainOptions options = job.options();
    try (VaeModel model =
        VaeModel.initialise(job.vae(), job.engine().backend(), options.dtype, options.seed)) {
      return new TrainingRun(job, folder, lock, record, talk, model).train(checkpoint);
    }
  }

  private static CommandException noted(RunLock lock, RunRecord record, CommandException failure) {
    note(lock, record, failure);
    return failure;
  }

  /** Writes the failure down, if that can be done and the folder is still this training's. */
  private static void note(RunLock lock, RunRecord record, Throwable failure) {
    try {
      if (!lock.lost()) {
        record.ended(failure);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Map<String, @Nullable Object> train(@Nullable Checkpoint checkpoint) throws IOException {
    folder.prepare(rendering);
    if (checkpoint != null) {
      metrics.resume(checkpoint.progress().history()).forEach(results::add);
    }
    try (views) {
      views.begin(checkpoint == null ? 0 : checkpoint.progress().step());
      fit(checkpoint);
    }
    record.progress(results.figures(), warnings());
    record.finish();
    warnings.now().forEach(talk::warn);
    lines.conclude(results);
    TrainOptions options = job.options();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("out", folder.path().toString());
    all.put("engine", job.engine().info().name());
    all.put("data", job.data().name());
    all.put("dtype", Names.of(options.dtype));
    all.put("numerics", Names.of(options.numerics));
    all.put("threads", training.threads());
    all.put("seed", training.seed());
    all.putAll(results.figures());
    return all;
  }

  private void fit(@Nullable Checkpoint checkpoint) throws IOException {
    TrainOptions options = job.options();
    var checkpoints =
        new Checkpoints(
            folder.checkpoints(), options.interval(), options.checkpointKeep == Keep.ALL);
    List<TrainingListener> listeners = new ArrayList<>(List.of(this, views, checkpoints));
    listeners.addAll(talk.listeners());
    Trainer trainer =
        new Trainer(
            model, options.optimizer(), training, listeners.toArray(TrainingListener[]::new));
    try (StopSignals signals = StopSignals.to(trainer::stop)) {
      lines.introduce(model, checkpoint);
      if (fewSteps != null) {
        talk.warn(fewSteps);
      }
      if (checkpoint == null) {
        trainer.fit(job.data().train(), job.data().heldOut());
      } else {
        trainer.resume(checkpoint, job.data().train(), job.data().heldOut());
      }
      String signal = signals.received();
      if (stopped != null && signal != null) {
        views.stopped(stopped.step());
        throw lines.stopped(signal, stopped);
      }
    }
    showResult();
  }

  private void showResult() throws IOException {
    try (VaeModel chosen = ModelFile.read(folder.model(), job.engine().backend())) {
      look(chosen, results.epochs().isEmpty() ? 0 : results.model().step());
      views.finished(chosen);
    }
  }

  /** Returns what is new of a model's latent space. */
  private List<String> look(VaeModel at, long step) {
    List<String> news = new ArrayList<>();
    attempts.make(
        "the figures of the latent space",
        () -> news.addAll(warnings.look(at, job.data().examples().all(), step)));
    return news;
  }

  /** Returns all that there is to warn of. */
  private List<String> warnings() {
    List<String> all = new ArrayList<>(warnings.now());
    if (fewSteps != null) {
      all.add(fewSteps);
    }
    all.addAll(attempts.failures());
    return all;
  }

  @Override
  public void onStep(StepMetrics step) {
    if (!stepped) {
      stepped = true;
      record.firstStep(Instant.now());
    }
  }

  @Override
  public void onPause(TrainingState state) {
    lock.check(); // the first of the listeners: what the others write is this training's alone
    if (state.stopping() && !state.finished()) {
      stopped = state.progress();
    }
  }

  @Override
  public void onEpoch(EpochMetrics epoch) {
    lock.check();
    results.add(epoch);
    lines.epoch(epoch);
    look(model, epoch.step()).forEach(talk::warn);
    try {
      if (results.modelIsOfTheLast()) {
        ModelFile.write(folder.model(), model, job.data().form());
      }
      metrics.add(epoch);
      record.progress(results.figures(), warnings());
      record.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
