package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.vae4j.data.Dataset;
import org.vae4j.data.Datasets;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Trains the reference model on MNIST and says how fast, on what the time went, and what was
 * allocated. The speed is measured without any clock inside; the shares come from steps after that,
 * on a timed engine. Prints a table, and last one line of JSON.
 */
@Command(
    name = "whole-job",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Trains on one engine: images a second, the share of each phase, and memory.")
final class WholeJob implements Callable<JobReport> {
  private final PrintStream out;

  @Mixin private final JobSettings settings = new JobSettings();

  WholeJob(PrintStream out) {
    this.out = out;
  }

  @Override
  public JobReport call() throws IOException {
    settings.check();
    ImageDataset images = images();
    Readings plain;
    try (CheckedBackend backend = Engines.open(settings.engine, settings.numerics)) {
      plain = new Readings(settings.warmup, settings.block, backend);
      train(backend, images, settings.steps, plain);
    }
    long peak = Usage.peakResidentMegabytes();
    JobReport report =
        new JobReport(settings, plain, peak, settings.profile == 0 ? null : profile(images));
    out.print(report.text());
    out.println(report.json());
    return report;
  }

  /** Returns whole batches only, so that every step is the same work. */
  private ImageDataset images() throws IOException {
    ImageDataset all =
        Datasets.find().load("mnist").withScaling(Scaling.forLoss(vae().loss())).train();
    return all.first(all.size() / settings.batch * settings.batch);
  }

  private Vae vae() {
    return Vae.reference(
        ReferenceModel.FEATURES, settings.hidden, settings.latent, new SquaredError());
  }

  private Profile profile(ImageDataset images) {
    Stopwatch watch = new Stopwatch();
    // the timed engine is new to the compiler, so it needs as long to warm up
    int warmup = Math.max(1, settings.warmup);
    try (CheckedBackend backend = Engines.open(settings.engine, watch)) {
      Profile.Listener listener = new Profile.Listener(warmup, watch);
      train(backend, new TimedDataset(images, watch), warmup + settings.profile, listener);
      return listener.profile(settings.threads);
    }
  }

  private void train(CheckedBackend backend, Dataset data, int steps, TrainingListener listener) {
    TrainingSettings training =
        TrainingSettings.defaults()
            .withEpochs(Integer.MAX_VALUE)
            .withMaxSteps(steps)
            .withBatch(settings.batch, settings.microBatch())
            .withThreads(settings.threads);
    try (VaeModel model = VaeModel.initialise(vae(), backend, settings.dtype, training.seed())) {
      new Trainer(model, new Adam(1e-3), training, listener).fit(data, null);
    }
  }
}
