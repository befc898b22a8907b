package org.vae4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vae4j.train.Checkpoint;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.train.Progress;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.VaeModel;

/** The lines that a training says: what it is, how it goes, and how it ended. */
final class TrainingLines {
  /** As many steps as a small table needs to be learned at all. */
  private static final int WANTED_STEPS = 1000;

  private final Job job;
  private final RunFolder folder;
  private final PrintWriter out;
  private final TrainingSettings training;

  TrainingLines(Job job, RunFolder folder, PrintWriter out) {
    this.job = job;
    this.folder = folder;
    this.out = out;
    this.training = job.options().training();
  }

  void introduce(VaeModel model, @Nullable Checkpoint checkpoint) {
    TrainOptions options = job.options();
    line("engine  %s: %s", job.engine().describe(), job.engine().reason());
    line("data    %s", job.data().summary());
    if (!job.data().train().origin().isEmpty()) {
      line("table   %s", job.data().train().origin());
    }
    line(
        "model   %s, %,d weights, %s; loss %s + KL, %s with rate %s",
        options.model.sizes(job.vae().features()),
        model.weights().size(),
        Names.of(options.dtype),
        job.vae().loss().name(),
        options.optimizerName,
        options.learningRate);
    line(
        "run     %s; seed %d, batches of %d, %d threads, %s numerics",
        folder.path(),
        training.seed(),
        training.batchSize(),
        training.threads(),
        Names.of(options.numerics));
    if (checkpoint != null) {
      line("resume  after step %,d, from %s", checkpoint.progress().step(), checkpoint.file());
    }
  }

  void epoch(EpochMetrics epoch) {
    line(
        "epoch %d/%d  train %s  %s %s  %,.0f %s/s",
        epoch.epoch(),
        training.epochs(),
        text(epoch.train()),
        job.data().heldOutName(),
        text(epoch.test()),
        epoch.imagesPerSecond(),
        job.data().rowName());
  }

  /** Returns what to say of a training of few steps, or null. */
  @Nullable String fewSteps() {
    int rows = job.data().train().size();
    long inAnEpoch = (rows - 1L) / training.batchSize() + 1;
    long all = inAnEpoch * training.epochs();
    if (all >= LatentWarnings.ENOUGH_STEPS) {
      return null;
    }
    return "%d %s of %d %s %d in all, few to learn from; try --epochs %d or more, or a smaller --batch-size"
        .formatted(
            training.epochs(),
            training.epochs() == 1 ? "epoch" : "epochs",
            inAnEpoch,
            inAnEpoch == 1 ? "step are" : "steps are",
            all,
            (WANTED_STEPS - 1) / inAnEpoch + 1);
  }

  /** Returns what ends the command after a signal. */
  CommandException stopped(String signal, Progress at) {
    return new CommandException(
        StopSignals.exitCode(signal),
        "stopped by %s after step %d (epoch %d); this goes on: vae train --resume %s"
            .formatted(signal, at.step(), at.epoch(), folder.path()));
  }

  void conclude(Results results) {
    List<EpochMetrics> epochs = results.epochs();
    if (job.choosesBest() && !epochs.isEmpty()) {
      EpochMetrics model = results.model();
      line(
          "best    epoch %d, which the model is of: %s %s",
          model.epoch(), job.data().heldOutName(), text(model.test()));
    }
    if (epochs.size() < training.epochs() && results.steps() < training.maxSteps()) {
      line("        no lower loss for %d epochs", training.course().patience());
    }
    line(
        "done    %,d steps in %.1f s, %,.0f %s/s",
        results.steps(), results.seconds(), results.imagesPerSecond(), job.data().rowName());
    line("        model     %s", folder.model());
    line("        report    %s", folder.report());
    line("        metrics   %s", folder.metrics());
    String shown = Rendering.of(job.data().form()).folder();
    line("        %-9s %s", shown, folder.path().resolve(shown));
    line("        record    %s", folder.record());
  }

  private static String text(@Nullable LossParts loss) {
    return loss == null
        ? "none"
        : String.format(
            Locale.ROOT, "%.3f = %.3f + KL %.3f", loss.total(), loss.reconstruction(), loss.kl());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
