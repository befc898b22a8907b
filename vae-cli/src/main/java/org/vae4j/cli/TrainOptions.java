package org.vae4j.cli;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.Optimizers;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.CheckpointInterval;
import org.vae4j.train.TrainingSettings;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that decide a training. A run's record keeps them all, so that it can go on. */
final class TrainOptions {
  @Mixin DataOptions data;
  @Mixin final SplitOptions split = new SplitOptions();
  @Mixin final ModelOptions model = new ModelOptions();
  @Mixin final CourseOptions course = new CourseOptions();
  @Mixin ThreadsOption threads;

  @Option(
      names = "--dtype",
      paramLabel = "f32|f64",
      defaultValue = "f32",
      description = "Element type (${DEFAULT-VALUE}).")
  DType dtype = DType.F32;

  @Option(
      names = "--numerics",
      paramLabel = "fast|exact",
      defaultValue = "fast",
      description = "Exact: the same bits on every engine, slower, f32 only (${DEFAULT-VALUE}).")
  Numerics numerics = Numerics.FAST;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the training set (${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "Stop after so many steps (no limit).")
  @Nullable Long maxSteps;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Rows in a step (${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description = "Rows that a thread takes at once (half the batch, at most 128).")
  @Nullable Integer microBatch;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      description = "adam, adamw, rmsprop, sgd or another on the class path (${DEFAULT-VALUE}).")
  String optimizerName = "adam";

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "Learning rate (${DEFAULT-VALUE}).")
  double learningRate;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      description = "Scale larger gradients down to this norm (no limit).")
  double clipNorm = Double.POSITIVE_INFINITY;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides initial weights, order, noise and splits (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "INTERVAL",
      defaultValue = "1epochs",
      description = "Such as 20steps, 2epochs or 5min (${DEFAULT-VALUE}).")
  String checkpointEvery = "1epochs";

  @Option(
      names = "--checkpoint-keep",
      paramLabel = "best|all",
      defaultValue = "best",
      description = "Keep the last and the best checkpoint, or all (${DEFAULT-VALUE}).")
  Keep checkpointKeep = Keep.BEST;

  @Option(
      names = "--tensorboard",
      description = "Write events for TensorBoard into the run folder too.")
  boolean tensorboard;

  /** Which checkpoints stay. */
  enum Keep {
    BEST,
    ALL
  }

  @Inject
  TrainOptions(DataOptions data, ThreadsOption threads) {
    this.data = data;
    this.threads = threads;
  }

  Optimizer optimizer() {
    return Named.or(() -> Optimizers.create(optimizerName, learningRate));
  }

  CheckpointInterval interval() {
    return Named.or(() -> CheckpointInterval.parse(checkpointEvery));
  }

  TrainingSettings training() {
    Limits.check("--epochs", epochs, Limits.EPOCHS);
    long steps = maxSteps == null ? Long.MAX_VALUE : maxSteps;
    Limits.check("--max-steps", steps, Long.MAX_VALUE);
    Limits.check("--batch-size", batchSize, Limits.ROWS);
    Limits.check("--micro-batch", microBatch(), Limits.ROWS);
    if (numerics == Numerics.EXACT && dtype != DType.F32) {
      throw CommandException.usage(
          "--numerics exact takes --dtype f32 only, not "
              + Names.of(dtype)
              + "; choose one of --dtype f32 and --numerics fast");
    }
    if (!(clipNorm > 0)) {
      throw CommandException.usage("--clip-norm is " + clipNorm + ", expected a number above 0");
    }
    return new TrainingSettings(
        epochs, steps, batchSize, microBatch(), threads.count(), seed, clipNorm, course.course());
  }

  private int microBatch() {
    return microBatch == null ? TrainingSettings.microBatchFor(batchSize) : microBatch;
  }

  /** Returns all options by their names, for the record; null is the default. */
  Map<String, @Nullable Object> recorded() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    for (OptionSpec option : CommandSpec.forAnnotatedObject(this).options()) {
      Object value = option.getValue();
      settings.put(
          OptionTexts.name(option).replace('-', '_'),
          value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : value);
    }
    settings.putAll(data.lasting());
    settings.put("threads", threads.count());
    settings.put("micro_batch", microBatch());
    return settings;
  }

  /** Takes options by their names, as text, such as from {@link RunRecord#settings}. */
  void restore(Path record, Map<String, String> settings) throws MalformedFileException {
    List<String> args = new ArrayList<>();
    settings.forEach((key, value) -> args.add("--" + key + "=" + value));
    try {
      new CommandLine(this)
          .setExpandAtFiles(false)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new MalformedFileException(
          record, "settings that can't be used (" + e.getMessage() + ")", "those of a run", e);
    }
  }
}
