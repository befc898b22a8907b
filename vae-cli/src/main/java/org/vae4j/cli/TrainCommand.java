package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Scaling;
import org.vae4j.loss.Loss;
import org.vae4j.loss.Losses;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.Optimizers;
import org.vae4j.tensor.DType;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vae train}. */
@Command(
    name = "train",
    description = "Train the reference model and leave a run folder.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae train",
      "  vae train --backend ejml --dtype f64 --epochs 2 --latent 2 --out runs/plane"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin EngineOption engine;
  @Mixin DataOption data;
  @Mixin ThreadsOption threads;

  @Option(
      names = "--dtype",
      paramLabel = "f32|f64",
      defaultValue = "f32",
      description = "Element type (${DEFAULT-VALUE}).")
  DType dtype = DType.F32;

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
      description = "Images in a step (${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images that a thread takes at once (${DEFAULT-VALUE}).")
  int microBatch;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "400",
      description = "Units of the hidden layers (${DEFAULT-VALUE}).")
  int hidden;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "20",
      description = "Dimensions of the latent space (${DEFAULT-VALUE}).")
  int latent;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "mse",
      description = "mse, bce, mean-mse or another on the class path (${DEFAULT-VALUE}).")
  String lossName = "mse";

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
      description = "Decides initial weights, order and noise (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Run folder, new or empty (runs/DATA-ENGINE-N).")
  @Nullable Path out;

  @Option(
      names = "--json",
      description = "One JSON document on standard output at the end; other lines go to stderr.")
  boolean json;

  private final Console console;
  private final Clock clock;
  private final MemoryLimit memory;
  private final RunsHome runs;

  @Inject
  TrainCommand(
      EngineOption engine,
      DataOption data,
      ThreadsOption threads,
      Console console,
      Clock clock,
      MemoryLimit memory,
      RunsHome runs) {
    this.engine = engine;
    this.data = data;
    this.threads = threads;
    this.console = console;
    this.clock = clock;
    this.memory = memory;
    this.runs = runs;
  }

  @Override
  public Integer call() throws IOException {
    TrainingSettings training = settings();
    Limits.check("--hidden", hidden, Limits.UNITS);
    Limits.check("--latent", latent, Limits.UNITS);
    Loss loss = Named.or(() -> Losses.create(lossName));
    Optimizer optimizer = Named.or(() -> Optimizers.create(optimizerName, learningRate));
    if (out != null) {
      RunFolder.checkFree(out);
    }
    ImageData images = data.load();
    checkMemory(images.features(), optimizer, training);
    try (Engine taken = engine.open()) {
      Vae vae = Vae.reference(images.features(), hidden, latent, loss);
      Job job =
          new Job(
              images.withScaling(Scaling.forLoss(vae.loss())),
              taken,
              vae,
              hidden,
              dtype,
              optimizer,
              training);
      RunFolder folder =
          out == null
              ? RunFolder.createNext(
                  runs.path(), Names.forFolder(images.name()) + "-" + taken.info().name())
              : RunFolder.create(out);
      RunRecord record = new RunRecord(folder.record(), job, clock.instant());
      PrintWriter say = json ? console.err() : console.out();
      Map<String, @Nullable Object> results = TrainingRun.carryOut(job, folder, record, say);
      if (json) {
        console.out().print(Json.document(results));
      }
    }
    return ExitCode.OK;
  }

  private TrainingSettings settings() {
    Limits.check("--epochs", epochs, Limits.EPOCHS);
    long steps = maxSteps == null ? Long.MAX_VALUE : maxSteps;
    Limits.check("--max-steps", steps, Long.MAX_VALUE);
    Limits.check("--batch-size", batchSize, Limits.ROWS);
    Limits.check("--micro-batch", microBatch, Limits.ROWS);
    if (!(clipNorm > 0)) {
      throw CommandException.usage("--clip-norm is " + clipNorm + ", expected a number above 0");
    }
    return new TrainingSettings(
        epochs, steps, batchSize, microBatch, threads.count(), seed, clipNorm);
  }

  private void checkMemory(int features, Optimizer optimizer, TrainingSettings training) {
    String model = "a model " + features + "-" + hidden + "-" + latent;
    memory.check(
        model + " in batches of " + batchSize + " on " + training.threads() + " threads",
        Footprint.bytes(features, hidden, latent, dtype, optimizer, training));
    if ((long) hidden * Math.max(features, latent) > Integer.MAX_VALUE) {
      throw CommandException.usage(
          model + " has a weight of more than 2147483647 values; choose smaller sizes");
    }
  }
}
