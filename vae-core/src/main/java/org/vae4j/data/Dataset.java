package org.vae4j.data;

/** Rows of numbers, all of the same length. Safe for use by many threads. */
public interface Dataset {

  /** Returns the number of rows. */
  int size();

  /** Returns the number of values in each row. */
  int features();

  /**
   * Copies a row.
   *
   * @param target gets {@link #features()} values from {@code at} on. Modified.
   */
  void copy(int row, double[] target, int at);

  /**
   * Copies a row, rounded to float.
   *
   * @param target gets {@link #features()} values from {@code at} on. Modified.
   */
  void copy(int row, float[] target, int at);

  /** Returns the rows {@code from .. from+count}, each an array of its own. */
  default float[][] rows(int from, int count) {
    float[][] rows = new float[count][features()];
    for (int i = 0; i < count; i++) {
      copy(from + i, rows[i], 0);
    }
    return rows;
  }

  /** Returns the rows {@code order[from .. from+count)} one after the other in one array. */
  default double[] gather(int[] order, int from, int count) {
    double[] all = new double[Math.multiplyExact(count, features())];
    for (int i = 0; i < count; i++) {
      copy(order[from + i], all, i * features());
    }
    return all;
  }
}
