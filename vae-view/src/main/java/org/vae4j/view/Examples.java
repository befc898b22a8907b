package org.vae4j.view;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;

/**
 * Rows of data to show a model with.
 *
 * @param form what they are
 * @param rows scaled as the model wants them
 * @param labels one a row, or null
 * @param source what they are, such as "first 2,000 test images"
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what the model takes and gives
public record Examples(
    DataForm form, float[][] rows, @Nullable List<String> labels, String source) {

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
    labels = labels == null ? null : List.copyOf(labels);
  }

  /** Returns the first rows, all if there are fewer. */
  public float[][] first(int count) {
    return Arrays.copyOf(rows, Math.min(count, rows.length));
  }
}
