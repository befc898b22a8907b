package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Labels;
import org.vae4j.data.TableForm;
import org.vae4j.evaluate.Scorer;
import org.vae4j.vae.VaeModel;

/** Scores of rows, as CSV. */
final class ScoreTable {
  private static final int ROWS_AT_ONCE = 1024;

  private final Scorer scorer;
  private final VaeModel model;
  private final List<String> names;
  private final double threshold;
  private final boolean contributions;

  /**
   * Writes nothing yet.
   *
   * @param form what the model takes
   * @param threshold higher scores, in nats, are anomalies
   * @param contributions whether each value's part of the score gets a column
   */
  ScoreTable(
      Scorer scorer, VaeModel model, DataForm form, double threshold, boolean contributions) {
    this.scorer = scorer;
    this.model = model;
    this.names = names(form);
    this.threshold = threshold;
    this.contributions = contributions;
  }

  private interface Use {
    void of(int first, Scorer.Scores scores) throws IOException;
  }

  private static void eachBlock(Scorer scorer, VaeModel model, Dataset rows, Use use)
      throws IOException {
    for (int first = 0; first < rows.size(); first += ROWS_AT_ONCE) {
      int from = first;
      int count = Math.min(ROWS_AT_ONCE, rows.size() - first);
      use.of(first, Named.or(() -> scorer.score(model, rows, from, count)));
    }
  }

  /** Returns the scores, in nats, of the rows that can be usual: not empty, not far outside. */
  static double[] usual(Scorer scorer, VaeModel model, Dataset rows) throws IOException {
    DoubleStream.Builder usual = DoubleStream.builder();
    eachBlock(
        scorer,
        model,
        rows,
        (first, scores) -> {
          double[] totals = scores.totals();
          boolean[] far = scores.far();
          for (int i = 0; i < totals.length; i++) {
            if (!far[i] && Double.isFinite(totals[i])) {
              usual.add(totals[i]);
            }
          }
        });
    return usual.build().toArray();
  }

  /** Writes a line a row, and returns how many are anomalies. */
  int write(Path file, Dataset rows) throws IOException {
    Labels labels = rows.labels();
    int[] above = new int[1];
    CsvOutput.write(
        file,
        header(labels != null, Rows.mayMiss(rows)),
        csv ->
            eachBlock(
                scorer,
                model,
                rows,
                (first, scores) -> {
                  double[] totals = scores.totals();
                  double[] kl = scores.kl();
                  for (int i = 0; i < totals.length; i++) {
                    List<String> cells = new ArrayList<>(List.of(Integer.toString(first + i + 1)));
                    if (labels != null) {
                      cells.add(labels.name(first + i));
                    }
                    int[] missing = rows.missing(first + i);
                    boolean anomaly = totals[i] > threshold;
                    above[0] += anomaly ? 1 : 0;
                    boolean empty = missing.length == names.size();
                    cells.add(empty ? "" : Double.toString(totals[i]));
                    cells.add(anomaly ? "1" : "0");
                    cells.add(empty ? "" : Double.toString(kl[i]));
                    double[] parts = scores.contributions(i);
                    for (int column : missing) {
                      parts[column] = Double.NaN;
                    }
                    cells.add(empty ? "" : names.get(largest(parts)));
                    if (Rows.mayMiss(rows)) {
                      cells.add(Integer.toString(missing.length));
                    }
                    if (contributions) {
                      for (double part : parts) {
                        cells.add(Double.isNaN(part) ? "" : Double.toString(part));
                      }
                    }
                    csv.row(cells);
                  }
                }));
    return above[0];
  }

  private List<String> header(boolean labelled, boolean mayMiss) {
    List<String> header = new ArrayList<>(List.of("row"));
    if (labelled) {
      header.add("label");
    }
    header.addAll(List.of("score", "anomaly", "kl", "most_unusual"));
    if (mayMiss) {
      header.add("missing");
    }
    if (contributions) {
      names.forEach(name -> header.add("contribution " + name));
    }
    return header;
  }

  /** The number of the largest value; NaN stands for one that is missing. */
  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = Double.isNaN(values[largest]) || values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** Names of columns; pixels are called x:y from the upper left, from 0, with :r, :g or :b. */
  private static List<String> names(DataForm form) {
    if (form instanceof TableForm table) {
      return table.names();
    }
    ImageForm images = (ImageForm) form;
    List<String> names = new ArrayList<>();
    for (int c = 0; c < images.channels(); c++) {
      String channel = images.channels() == 1 ? "" : ":" + "rgb".charAt(c);
      for (int y = 0; y < images.height(); y++) {
        for (int x = 0; x < images.width(); x++) {
          names.add(x + ":" + y + channel);
        }
      }
    }
    return names;
  }
}
