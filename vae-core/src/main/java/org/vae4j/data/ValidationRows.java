package org.vae4j.data;

import java.util.Arrays;
import org.vae4j.random.RandomStream;

/**
 * How many rows of the training data are kept from training, to choose by. Which ones they are, the
 * seed decides: the first of permutation 0 of its stream {@code validation}. Both parts keep the
 * order of the data.
 *
 * @param count rows, or below 1 the fraction of all rows
 */
public record ValidationRows(double count) {

  /** Checks the count. */
  public ValidationRows {
    if (!(count > 0) || (count >= 1 && (count != Math.rint(count) || count > Integer.MAX_VALUE))) {
      throw new IllegalArgumentException(
          "validation: "
              + count
              + ", expected a fraction between 0 and 1 or a whole number of rows");
    }
  }

  /**
   * The two parts.
   *
   * @param training rows to train with
   * @param validation rows to choose by
   */
  public record Parts(Dataset training, Dataset validation) {}

  /**
   * Splits data.
   *
   * @throws IllegalArgumentException if one of the parts would have no rows
   */
  public Parts split(Dataset data, long seed) {
    int size = data.size();
    int rows = (int) (count < 1 ? Math.rint(count * size) : count);
    if (rows < 1 || rows >= size) {
      throw new IllegalArgumentException(
          "validation: %s rows of %d are %s; at least one must be there and one left to train with"
              .formatted(text(), size, rows < 1 ? "none" : "all"));
    }
    int[] order = RandomStream.of(seed, "validation").permutation(0, size);
    return new Parts(data.select(sorted(order, rows, size)), data.select(sorted(order, 0, rows)));
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] rows = Arrays.copyOfRange(order, from, to);
    Arrays.sort(rows);
    return rows;
  }

  private String text() {
    return count < 1 ? Double.toString(count) : Long.toString((long) count);
  }
}
