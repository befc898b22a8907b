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

  /** The two parts of the data, as sorted numbers of rows. */
  public static final class Split {
    private final int[] training;
    private final int[] validation;

    private Split(int[] training, int[] validation) {
      this.training = training;
      this.validation = validation;
    }

    /** Returns the rows to train with. */
    public int[] training() {
      return training.clone();
    }

    /** Returns the rows to choose by. */
    public int[] validation() {
      return validation.clone();
    }
  }

  /**
   * Splits data of that many rows.
   *
   * @throws IllegalArgumentException if one of the parts would have no rows
   */
  public Split split(int size, long seed) {
    int rows = (int) (count < 1 ? Math.rint(count * size) : count);
    if (rows < 1 || rows >= size) {
      throw new IllegalArgumentException(
          "validation: %s rows of %d are %s; at least one must be there and one left to train with"
              .formatted(text(), size, rows < 1 ? "none" : "all"));
    }
    int[] order = RandomStream.of(seed, "validation").permutation(0, size);
    return new Split(sorted(order, rows, size), sorted(order, 0, rows));
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
