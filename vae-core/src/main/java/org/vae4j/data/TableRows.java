package org.vae4j.data;

/** Where the numbers of a table are, as they were found; NaN is a missing one. Thread-safe. */
public interface TableRows {

  /** Returns the number of rows. */
  int size();

  /**
   * Copies a row.
   *
   * @param row its number, from 0, below {@link #size}
   * @param target gets the row's values from {@code at} on. Modified.
   */
  void read(int row, double[] target, int at);
}
