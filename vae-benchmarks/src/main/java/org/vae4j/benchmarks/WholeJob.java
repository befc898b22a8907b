package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
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

/**
 * Trains the reference model on MNIST and says how fast, on what the time went, and what was
 * allocated. The speed is measured without any clock inside; the shares come from steps after that,
 * on a timed engine.
 */
public final class WholeJob {
  private final JobSettings settings;
  private final ImageDataset images;
  private final Vae vae;

  private WholeJob(JobSettings settings) throws IOException {
    this.settings = settings;
    this.vae =
        Vae.reference(
            ReferenceModel.FEATURES, settings.hidden(), settings.latent(), new SquaredError());
    ImageDataset all =
        Datasets.find().load("mnist").withScaling(Scaling.forLoss(vae.loss())).train();
    // whole batches only, so that every step is the same work
    this.images = all.first(all.size() / settings.batch() * settings.batch());
  }

  /** Trains as the options say, prints a table, and last one line of JSON. */
  public static void main(String[] args) throws IOException {
    run(JobSettings.of(args), System.out);
  }

  static JobReport run(JobSettings settings, PrintStream out) throws IOException {
    JobReport report = new WholeJob(settings).measure();
    out.print(report.text());
    out.println(report.json());
    return report;
  }

  private JobReport measure() {
    Readings plain;
    try (CheckedBackend backend = Engines.open(settings.engine(), settings.numerics())) {
      plain = new Readings(settings.warmup(), settings.block(), backend);
      train(backend, images, settings.steps(), plain);
    }
    long peak = Usage.peakResidentMegabytes();
    return new JobReport(settings, plain, peak, settings.profile() == 0 ? null : profile());
  }

  private Profile profile() {
    Stopwatch watch = new Stopwatch();
    // the timed engine is new to the compiler, so it needs as long to warm up
    int warmup = Math.max(1, settings.warmup());
    try (CheckedBackend backend = Engines.open(settings.engine(), watch)) {
      Profile.Listener listener = new Profile.Listener(warmup, watch);
      train(backend, new TimedDataset(images, watch), warmup + settings.profile(), listener);
      return listener.profile(settings.threads());
    }
  }

  private void train(CheckedBackend backend, Dataset data, int steps, TrainingListener listener) {
    TrainingSettings training =
        TrainingSettings.defaults()
            .withEpochs(Integer.MAX_VALUE)
            .withMaxSteps(steps)
            .withBatch(settings.batch(), settings.microBatch())
            .withThreads(settings.threads());
    try (VaeModel model = VaeModel.initialise(vae, backend, settings.dtype(), training.seed())) {
      new Trainer(model, new Adam(1e-3), training, listener).fit(data, null);
    }
  }
}
