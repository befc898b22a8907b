package org.vae4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Labels;
import org.vae4j.view.Examples;

/** The rows of data that people see a model with. */
final class Shown {
  private static final int MOST = 2000;

  /** Layers multiply it, and their results still are binary32 numbers. */
  private static final double FARTHEST = 1e12;

  private Shown() {}

  /**
   * Takes rows at even distances.
   *
   * @param of scaled as the model wants them
   */
  static Examples of(Rows of) {
    Dataset rows = of.all();
    int[] taken = Examples.spread(rows.size(), MOST);
    Labels labels = rows.labels();
    String source =
        String.format(
            Locale.ROOT,
            "%,d%s %s %s",
            taken.length,
            taken.length == rows.size() ? "" : String.format(Locale.ROOT, " of %,d", rows.size()),
            of.part() == Part.TRAIN ? "training" : Names.of(of.part()),
            of.data().form() instanceof ImageForm ? "images" : "rows");
    return new Examples(
        of.data().form(),
        floats(rows.select(taken), taken.length),
        labels == null ? null : IntStream.of(taken).mapToObj(labels::name).toList(),
        source,
        rows.size());
  }

  /**
   * Returns the first rows as they are shown: a value that is too far outside for the model comes
   * nearer, so that it spoils no picture.
   */
  static double[][] rows(Dataset rows, int count) {
    double[][] first = Rows.of(rows, 0, count);
    for (double[] row : first) {
      Arrays.setAll(row, i -> Math.max(-FARTHEST, Math.min(FARTHEST, row[i])));
    }
    return first;
  }

  /** Returns the same in binary32. */
  static float[][] floats(Dataset rows, int count) {
    float[][] first = rows.rows(0, count);
    for (float[] row : first) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, row[i]));
      }
    }
    return first;
  }
}
