package org.vae4j.view;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;

/**
 * Rows of data to show a model with.
 *
 * @param form what they are
 * @param rows scaled as the model wants them
 * @param labels one a row, or null; an empty one is shown as a word for none
 * @param source what they are, such as "2,000 of 10,000 test images"
 * @param of how many rows there are, of which these were taken at even distances
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what the model takes and gives
public record Examples(
    DataForm form, float[][] rows, @Nullable List<String> labels, String source, int of) {

  /** Stands for no label, for people choose rows by labels and know them by colors. */
  private static final String NO_LABEL = "(none)";

  /** Checks that the parts fit. */
  public Examples {
    if (rows.length < 1) {
      throw new IllegalArgumentException("examples: no rows, expected 1 or more");
    }
    if (rows[0].length != form.features() || (labels != null && labels.size() != rows.length)) {
      throw new IllegalArgumentException(
          "examples: %d rows of %d values and %s labels, expected %d values and a label a row"
              .formatted(
                  rows.length,
                  rows[0].length,
                  labels == null ? "no" : labels.size(),
                  form.features()));
    }
    labels = labels == null ? null : labels.stream().map(Examples::shown).toList();
  }

  /** Returns a label as it is shown. */
  public static String shown(String label) {
    return label.isEmpty() ? NO_LABEL : label;
  }

  /**
   * Returns which rows to take of many: all if they are few enough, or else at even distances, for
   * rows are often sorted by label.
   *
   * @param count how many to take at most
   */
  public static int[] spread(int rows, int count) {
    int taken = Math.min(rows, count);
    return IntStream.range(0, taken).map(i -> (int) ((long) i * rows / taken)).toArray();
  }

  /** Returns rows by their positions. */
  public float[][] at(int... positions) {
    return IntStream.of(positions).mapToObj(i -> rows[i]).toArray(float[][]::new);
  }
}
