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
}
