package org.vae4j.view.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.TableForm;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.RegularFile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;

/**
 * The report of a run. Its figures, samples and latent map are those of one model, of whatever
 * epoch that is. A run that is resumed takes the pictures of earlier epochs from the report that is
 * there.
 */
public final class RunReport {
  /** A larger file is none of ours, and not read. */
  public static final int MOST_BYTES = 1 << 27;

  private static final int SHOWN = 10;

  /** Of a wider table the first columns are shown: pages of more are slow and help nobody. */
  private static final int MOST_COLUMNS = 200;

  private final Path file;
  private final String title;
  private final Examples examples;
  private final String heldOut;
  private final KeptEpochs kept;
  private final long seed;
  private final int[] shown;
  private final Frame originals;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private List<Section> sections = List.of();
  private String state = "running";
  private @Nullable Snapshot snapshot;

  /**
   * A report that is not written yet.
   *
   * @param file where it goes
   * @param title what the run is called
   * @param examples rows to show the model with
   * @param heldOut what the rows are that epochs end with: "test" or "validation"
   * @param kept the epochs that keep their pictures
   * @param seed decides the samples
   */
  public RunReport(
      Path file, String title, Examples examples, String heldOut, KeptEpochs kept, long seed) {
    this.file = file;
    this.title = title;
    this.examples = examples;
    this.heldOut = heldOut;
    this.kept = kept;
    this.seed = seed;
    this.shown = Examples.spread(examples.rows().length, SHOWN);
    this.originals = Snapshot.frame(0, examples.form(), examples.at(shown));
  }

  /** Returns how many values of a row are in a report. */
  static int columns(DataForm form) {
    return form instanceof TableForm ? Math.min(form.features(), MOST_COLUMNS) : form.features();
  }

  /** Sets the names and values to show. */
  public void describe(List<Section> described) {
    sections = List.copyOf(described);
  }

  /**
   * Begins with epochs that are done, and with their pictures from the file.
   *
   * @return false if the file is not there or not a report, so that these pictures are missing
   */
  public boolean resume(List<EpochMetrics> done) throws IOException {
    epochs.addAll(done);
    if (!Files.exists(file)) {
      return done.isEmpty();
    }
    byte[] bytes = RegularFile.read(file, MOST_BYTES, "a report");
    String page = new String(bytes, StandardCharsets.ISO_8859_1); // ASCII, if it is ours
    List<Frame> found = ReportData.frames(page, examples.form());
    found.stream()
        .filter(frame -> frame.epoch() == done.size() || kept.keeps(frame.epoch()))
        .filter(frame -> frame.epoch() <= done.size())
        .forEach(frames::add);
    return !found.isEmpty() || done.isEmpty();
  }

  /** Adds an epoch that has just ended. Nothing is written yet. */
  public void add(EpochMetrics epoch, VaeModel model) {
    epochs.add(epoch);
    picture(model);
  }

  /** Makes the pictures of the last epoch if they are missing, as after a resume. */
  public void complete(VaeModel model) {
    if (!epochs.isEmpty()
        && frames.stream().noneMatch(frame -> frame.epoch() == lastEpoch().epoch())) {
      picture(model);
    }
  }

  private void picture(VaeModel model) {
    frames.removeIf(frame -> !kept.keeps(frame.epoch()));
    frames.add(reconstructed(lastEpoch().epoch(), model));
  }

  private EpochMetrics lastEpoch() {
    return epochs.get(epochs.size() - 1);
  }

  private Frame reconstructed(int epoch, VaeModel model) {
    return Snapshot.frame(epoch, examples.form(), model.reconstruct(examples.at(shown)));
  }

  /** Whether the model of an epoch is the one that is shown. */
  public boolean shows(int epoch) {
    return snapshot != null && snapshot.shown().epoch() == epoch;
  }

  /** Shows a model: the one that the run has chosen, or would choose if it ended now. */
  public void show(int epoch, VaeModel model) {
    snapshot = Snapshot.take(reconstructed(epoch, model), examples, model, seed);
  }

  /** Says how the run goes, such as "finished" or "stopped after step 1200". */
  public void state(String now) {
    state = now;
  }

  /** Writes the page. */
  public void write() throws IOException {
    ReportData data =
        new ReportData(
            title,
            state,
            heldOut,
            sections,
            epochs,
            examples,
            shown,
            originals,
            framesAndModel(),
            model());
    byte[] page = ReportPage.of(title, data.json()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /** Returns the names of the plots. */
  public static List<String> plots() {
    return Plots.NAMES;
  }

  /** Writes one of the plots as a PNG file into a folder. */
  public void plot(String name, Path folder) throws IOException {
    Plots.write(folder, name, epochs, heldOut, model(), examples.labels());
  }

  private Snapshot model() {
    Snapshot now = snapshot;
    if (now == null) {
      throw new IllegalStateException("report: no model to show; show one first");
    }
    return now;
  }

  /** The pictures that are kept, and among them those of the model that is shown. */
  private List<Frame> framesAndModel() {
    Frame added = model().shown();
    List<Frame> all = new ArrayList<>(frames);
    all.removeIf(frame -> frame.epoch() == added.epoch());
    int at = 0;
    while (at < all.size() && all.get(at).epoch() < added.epoch()) {
      at++;
    }
    all.add(at, added);
    return all;
  }
}
