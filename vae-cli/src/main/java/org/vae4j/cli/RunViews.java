package org.vae4j.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingState;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.report.KeptEpochs;
import org.vae4j.view.report.RunReport;
import org.vae4j.view.report.Section;

/**
 * What a training leaves to look at. The epochs that keep their pictures follow from their numbers;
 * in between the page is written every few seconds. Nothing of it is made before it is needed, so
 * that the first step doesn't wait, and nothing of it ends the training.
 */
final class RunViews implements TrainingListener, AutoCloseable {
  private static final String REPORT = "report.html";
  private static final String EVENTS = "the events for TensorBoard";
  private static final int RECONSTRUCTED = 10;
  private static final int SAMPLES = 100;
  private static final int SAMPLE_COLUMNS = 10;

  private final Job job;
  private final RunFolder folder;
  private final VaeModel model;
  private final Results results;
  private final Attempts attempts;
  private final Rendering rendering;
  private final KeptEpochs kept;
  private final Pace pace = new Pace();
  private final String heldOut;
  private List<EpochMetrics> before = List.of();
  private @Nullable Examples examples;
  private @Nullable RunReport report;
  private @Nullable TensorBoard events;

  RunViews(Job job, RunFolder folder, VaeModel model, Results results, Attempts attempts) {
    this.job = job;
    this.folder = folder;
    this.model = model;
    this.results = results;
    this.attempts = attempts;
    this.rendering = Rendering.of(job.data().form());
    this.kept = new KeptEpochs(job.options().epochs);
    this.heldOut = job.data().heldOutName();
  }

  private Examples examples() {
    Examples made = examples;
    if (made == null) {
      made = Shown.of(job.data().examples());
      examples = made;
    }
    return made;
  }

  private RunReport report() {
    RunReport made = report;
    if (made == null) {
      RunReport begun =
          new RunReport(
              folder.report(),
              String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
              examples(),
              heldOut,
              kept,
              job.options().seed);
      begun.describe(
          List.of(
              new Section("Settings", texts(job.options().recorded())),
              new Section("Model", describeModel()),
              new Section("Engine", describeEngine()),
              new Section("Data", describeData())));
      attempts.make("the pictures of earlier epochs", () -> begun.resume(before));
      made = begun;
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

  /** Begins, or resumes after steps that are done. */
  void begin(long step) {
    before = results.epochs();
    if (!before.isEmpty()) {
      attempts.make(REPORT, this::report);
    }
    if (job.options().tensorboard) {
      attempts.make(
          EVENTS,
          () ->
              events =
                  new TensorBoard(
                      folder.path(), step, examples(), heldOut, model, job.options().seed));
    }
  }

  @Override
  public void onStep(StepMetrics step) {
    event(to -> to.onStep(step));
  }

  /** Comes after the results and the model file have the epoch. */
  @Override
  public void onEpoch(EpochMetrics epoch) {
    boolean keeps = kept.keeps(epoch.epoch());
    if (keeps) {
      reconstruct(epoch.epoch(), model);
    }
    attempts.make(
        REPORT,
        () -> {
          RunReport to = report();
          to.add(epoch, model);
          long began = System.nanoTime();
          if (keeps || pace.due(began)) { // what is kept must be on disk before the checkpoint
            write(to);
            pace.did(began, System.nanoTime());
          }
        });
    event(to -> to.onEpoch(epoch));
  }

  /** The last epoch's pictures are kept; before the last checkpoint, after which none are made. */
  @Override
  public void onPause(TrainingState state) {
    int last = state.progress().history().size();
    if (state.finished() && last > 0) {
      if (!kept.keeps(last)) {
        reconstruct(last, model);
      }
      attempts.make(REPORT, () -> report().complete(model));
    }
  }

  private void reconstruct(int epoch, VaeModel of) {
    Dataset shown = job.data().examples().all();
    attempts.make(
        "the reconstructions of epoch " + epoch,
        () -> {
          double[][] originals = Shown.rows(shown, Math.min(RECONSTRUCTED, shown.size()));
          rendering.writePairs(
              folder.reconstruction(rendering, epoch), originals, of.reconstruct(originals));
        });
  }

  private void event(Consumer<TensorBoard> event) {
    TensorBoard to = events;
    if (to != null && !attempts.make(EVENTS, () -> event.accept(to))) {
      events = null; // half of them would mislead
      attempts.make(EVENTS, to::close);
    }
  }

  /** Writes the page with the model that is in the model file. */
  private void write(RunReport to) throws IOException {
    int epoch = results.model().epoch();
    if (!to.shows(epoch)) {
      if (results.modelIsOfTheLast()) {
        to.show(epoch, model);
      } else {
        try (VaeModel chosen = ModelFile.read(folder.model(), job.engine().backend())) {
          to.show(epoch, chosen);
        }
      }
    }
    to.write();
  }

  /** Ends with the model that the run has chosen. */
  void finished(VaeModel chosen) {
    attempts.make(
        "the samples",
        () ->
            rendering.write(
                folder.samples(rendering),
                Samples.possible(chosen, job.data().form(), SAMPLES, job.options().seed),
                SAMPLE_COLUMNS));
    if (!results.epochs().isEmpty()) {
      attempts.make(REPORT, () -> report().show(results.model().epoch(), chosen));
      end("finished");
    }
  }

  void stopped(long step) {
    if (report != null) {
      end("stopped after step " + step);
    }
  }

  private void end(String how) {
    attempts.make(
        REPORT,
        () -> {
          report().state(how);
          write(report());
        });
    for (String plot : RunReport.plots()) {
      attempts.make("the plot " + plot + ".png", () -> report().plot(plot, folder.images()));
    }
  }

  @Override
  public void close() {
    TensorBoard to = events;
    if (to != null) {
      attempts.make(EVENTS, to::close);
    }
  }
}
