package org.vae4j.view.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.RegularFile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;

/**
 * The report of a run, written anew after each epoch. A run that goes on takes the pictures of
 * earlier epochs from the report that is there.
 */
public final class RunReport {
  /** A larger file is none of ours, and not read. */
  public static final int MOST_BYTES = 1 << 27;

  private static final int SHOWN = 10;
  private static final int MOST_FRAMES = 50;

  private final Path file;
  private final String title;
  private final Examples examples;
  private final String heldOut;
  private final int planned;
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
   * @param planned the epochs that the run is to have; decides which of them keep their pictures
   * @param seed decides the samples
   */
  public RunReport(
      Path file, String title, Examples examples, String heldOut, int planned, long seed) {
    this.file = file;
    this.title = title;
    this.examples = examples;
    this.heldOut = heldOut;
    this.planned = planned;
    this.seed = seed;
    this.shown = Examples.spread(examples.rows().length, SHOWN);
    this.originals = Snapshot.frame(0, examples.form(), examples.at(shown));
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
    found.stream().filter(frame -> frame.epoch() <= done.size()).forEach(frames::add);
    return !found.isEmpty() || done.isEmpty();
  }

  /** Adds an epoch and writes the report. */
  public void add(EpochMetrics epoch, VaeModel model) throws IOException {
    epochs.add(epoch);
    if (!frames.isEmpty() && !keeps(frames.get(frames.size() - 1).epoch())) {
      frames.remove(frames.size() - 1);
    }
    frames.add(
        Snapshot.frame(epoch.epoch(), examples.form(), model.reconstruct(examples.at(shown))));
    snapshot = Snapshot.take(epoch.epoch(), examples, model, seed);
    write();
  }

  /** Whether an epoch keeps its pictures when a later one is done. */
  private boolean keeps(int epoch) {
    return epoch == 1 || epoch % ((planned + MOST_FRAMES - 1) / MOST_FRAMES) == 0;
  }

  /** Says that the run is finished, and shows the model that it has chosen. */
  public void finish(VaeModel chosen, Path plots) throws IOException {
    if (!epochs.isEmpty()) {
      snapshot = Snapshot.take(epochs.size(), examples, chosen, seed);
    }
    end("finished", plots);
  }

  /**
   * Says how the run ended, and writes the report if an epoch was done since it began or went on.
   *
   * @param how such as "stopped after step 1200"
   * @param plots a folder for the plots as PNG
   */
  public void end(String how, Path plots) throws IOException {
    state = how;
    Snapshot last = snapshot;
    if (last != null) {
      write();
      Plots.write(plots, epochs, heldOut, last, examples.labels());
    }
  }

  private void write() throws IOException {
    Snapshot last = snapshot;
    if (last == null) {
      throw new IllegalStateException("report: no epoch to show; add one first");
    }
    ReportData data =
        new ReportData(
            title, state, heldOut, sections, epochs, examples, shown, originals, frames, last);
    byte[] page = ReportPage.of(title, data.json()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }
}
