package org.vae4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Scaling;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

/** Carries out a job: trains, tells how it goes, and keeps the run folder up to date. */
final class TrainingRun implements TrainingListener {
  private static final int SAMPLES = 100;
  private static final int SAMPLE_COLUMNS = 10;

  private final Job job;
  private final RunFolder folder;
  private final RunRecord record;
  private final PrintWriter say;
  private final VaeModel model;
  private final MetricsFile metrics;
  private final Pictures pictures;
  private final Results results = new Results();

  private TrainingRun(
      Job job, RunFolder folder, RunRecord record, PrintWriter say, VaeModel model) {
    this.job = job;
    this.folder = folder;
    this.record = record;
    this.say = say;
    this.model = model;
    this.metrics = new MetricsFile(folder.metrics());
    this.pictures = new Pictures(job.data().size(), Scaling.forLoss(job.vae().loss()));
  }

  /**
   * Trains and returns the figures.
   *
   * @param record is told how it ends
   * @param say gets lines for people
   */
  static Map<String, @Nullable Object> carryOut(
      Job job, RunFolder folder, RunRecord record, PrintWriter say) {
    try (VaeModel model =
        VaeModel.initialise(
            job.vae(), job.engine().backend(), job.dtype(), job.training().seed())) {
      return new TrainingRun(job, folder, record, say, model).train();
    } catch (IOException e) {
      throw cannotWrite(folder.path(), record, e);
    } catch (UncheckedIOException e) {
      throw cannotWrite(folder.path(), record, Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException | Error e) {
      note(record, e);
      throw e;
    }
  }

  /** Writes the failure down, if that can be done. */
  private static void note(RunRecord record, Throwable failure) {
    try {
      record.failed(failure);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static CommandException cannotWrite(Path folder, RunRecord record, IOException e) {
    CommandException failure =
        new CommandException(
            ExitCode.IO, "can't write to the run folder " + folder + ": " + Failures.message(e), e);
    note(record, failure);
    return failure;
  }

  private Map<String, @Nullable Object> train() throws IOException {
    record.progress(results.figures());
    introduce();
    new Trainer(model, job.optimizer(), job.training(), this)
        .fit(job.data().train(), job.data().test());
    pictures.write(folder.samples(), model.sample(SAMPLES, job.training().seed()), SAMPLE_COLUMNS);
    record.finished();
    conclude();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("out", folder.path().toString());
    all.put("engine", job.engine().info().name());
    all.put("data", job.data().name());
    all.put("dtype", Names.of(job.dtype()));
    all.put("threads", job.training().threads());
    all.put("seed", job.training().seed());
    all.putAll(results.figures());
    return all;
  }

  @Override
  public void onEpoch(EpochMetrics epoch) {
    results.add(epoch);
    line(
        "epoch %d/%d  train %s  test %s  %,.0f images/s",
        epoch.epoch(),
        job.training().epochs(),
        text(epoch.train()),
        text(epoch.test()),
        epoch.imagesPerSecond());
    try {
      ModelFile.write(folder.model(), model);
      pictures.writeReconstructions(
          folder.reconstruction(epoch.epoch()), job.data().examples(), model);
      metrics.add(epoch);
      record.progress(results.figures());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void introduce() {
    line("engine  %s: %s", job.engine().describe(), job.engine().reason());
    line("data    %s", job.data().summary());
    line(
        "model   %d-%d-%d, %,d weights, %s; loss %s + KL, %s with rate %s",
        job.vae().features(),
        job.hidden(),
        job.vae().latent(),
        model.weights().size(),
        Names.of(job.dtype()),
        job.vae().loss().name(),
        job.optimizer().name(),
        job.optimizer().learningRate());
    line(
        "run     %s; seed %d, batches of %d, %d threads",
        folder.path(), job.training().seed(), job.training().batchSize(), job.training().threads());
  }

  private void conclude() {
    line(
        "done    %,d steps in %.1f s, %,.0f images/s",
        results.steps(), results.seconds(), results.imagesPerSecond());
    line("        model     %s", folder.model());
    line("        metrics   %s", folder.metrics());
    line("        pictures  %s", folder.path().resolve("images"));
    line("        record    %s", folder.record());
  }

  private static String text(@Nullable LossParts loss) {
    return loss == null
        ? "none"
        : String.format(
            Locale.ROOT, "%.3f = %.3f + KL %.3f", loss.total(), loss.reconstruction(), loss.kl());
  }

  private void line(String format, Object... values) {
    say.println(String.format(Locale.ROOT, format, values));
    say.flush();
  }
}
