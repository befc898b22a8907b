package org.vae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.TrainingListener;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.report.RunReport;
import org.vae4j.view.report.Section;

/**
 * What a training leaves to look at, brought up to date after each epoch. Nothing of it is made
 * before it is needed, so that the first step doesn't wait.
 */
final class RunViews implements TrainingListener, AutoCloseable {
  private final Job job;
  private final RunFolder folder;
  private final VaeModel model;
  private final String heldOut;
  private List<EpochMetrics> before = List.of();
  private @Nullable Examples examples;
  private @Nullable RunReport report;
  private @Nullable TensorBoard events;

  RunViews(Job job, RunFolder folder, VaeModel model) {
    this.job = job;
    this.folder = folder;
    this.model = model;
    this.heldOut = job.data().validation() == null ? "test" : "validation";
  }

  private Examples examples() {
    Examples made = examples;
    if (made == null) {
      made = Shown.of(job.data().examples());
      examples = made;
    }
    return made;
  }

  private RunReport report() throws IOException {
    RunReport made = report;
    if (made == null) {
      made =
          new RunReport(
              folder.report(),
              String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
              examples(),
              heldOut,
              job.options().epochs,
              job.options().seed);
      made.describe(
          List.of(
              new Section("Settings", texts(job.options().recorded())),
              new Section("Model", describeModel()),
              new Section("Engine", describeEngine()),
              new Section("Data", describeData())));
      made.resume(before);
      report = made;
    }
    return made;
  }

  private Map<String, String> describeModel() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("features", String.valueOf(job.vae().features()));
    entries.put("latent dimensions", String.valueOf(job.vae().latent()));
    entries.put("weights", String.valueOf(model.weights().size()));
    entries.put("loss", job.vae().loss().name() + " + KL");
    return entries;
  }

  private Map<String, String> describeEngine() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("name", job.engine().info().name());
    entries.put("version", job.engine().info().version());
    entries.put("BLAS", job.engine().info().blas());
    entries.put("Java", Version.java());
    entries.put("system", Version.os());
    entries.put("VAE4J", Version.text());
    return entries;
  }

  private Map<String, String> describeData() {
    Data data = job.data();
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("name", data.name());
    entries.put("rows", data.form().describe());
    entries.put("for training", String.valueOf(data.train().size()));
    if (data.validation() != null) {
      entries.put("for validation", String.valueOf(data.validation().size()));
    }
    entries.put("for testing", data.test() == null ? "none" : String.valueOf(data.test().size()));
    return entries;
  }

  private static Map<String, String> texts(Map<String, ? extends @Nullable Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null && !value.equals(Double.POSITIVE_INFINITY)) { // no limit
            texts.put(name.replace('_', ' '), String.valueOf(value));
          }
        });
    return texts;
  }

  /** Begins, or goes on after epochs and steps that are done. */
  void begin(List<EpochMetrics> done, long step) throws IOException {
    before = done;
    if (!done.isEmpty()) {
      report(); // one that can't be read is told before an epoch is spent
    }
    if (job.options().tensorboard) {
      events = new TensorBoard(folder.path(), step, examples(), heldOut, model, job.options().seed);
    }
  }

  @Override
  public void onStep(StepMetrics step) {
    if (events != null) {
      events.onStep(step);
    }
  }

  @Override
  public void onEpoch(EpochMetrics epoch) {
    try {
      report().add(epoch, model);
      if (events != null) {
        events.onEpoch(epoch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends with the model that the run has chosen. */
  void finished(VaeModel chosen) throws IOException {
    report().finish(chosen, folder.images());
  }

  void stopped(long step) throws IOException {
    if (report != null) {
      report.end("stopped after step " + step, folder.images());
    }
  }

  @Override
  public void close() throws IOException {
    if (events != null) {
      events.close();
    }
  }
}
