package org.vae4j.data;

import org.jspecify.annotations.Nullable;

/** A row of data that a model can't work with, and which value of it is to blame. */
public final class UnusableRowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int row;
  private final int column;
  private final String problem;

  private UnusableRowException(
      String operation, int row, int column, @Nullable String name, String problem) {
    super(
        "%s: row %d, column %s %s"
            .formatted(
                operation,
                row + 1L,
                name == null ? Integer.toString(column + 1) : "'" + name + "'",
                problem));
    this.operation = operation;
    this.row = row;
    this.column = column;
    this.problem = problem;
  }

  /**
   * Blames a value of a row; the message counts both from 1.
   *
   * @param operation what the row was given to
   * @param row its number, from 0
   * @param column the value's number, from 0
   * @param problem the rest of the sentence, such as "is NaN; leave the row out"
   */
  public static UnusableRowException of(String operation, int row, int column, String problem) {
    return new UnusableRowException(operation, row, column, null, problem);
  }

  /**
   * Returns the same for rows of a larger set.
   *
   * @param first the number that row 0 has there
   * @param form names the columns; null if nothing does
   */
  public UnusableRowException in(int first, @Nullable DataForm form) {
    String name = form instanceof TableForm table ? table.columns().get(column).name() : null;
    UnusableRowException named =
        new UnusableRowException(operation, first + row, column, name, problem);
    named.initCause(this);
    return named;
  }

  /**
   * Refuses a row with a value that is not finite.
   *
   * @param values the row as the model takes it
   */
  public static void check(String operation, int row, double[] values, @Nullable DataForm form) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw notFinite(operation, row, i, values[i]).in(0, form);
      }
    }
  }

  /** Blames a value that is not finite. */
  public static UnusableRowException notFinite(
      String operation, int row, int column, double value) {
    return of(
        operation,
        row,
        column,
        Double.isNaN(value)
            ? "is missing (NaN), and nothing stands for a missing value; choose what does, or leave"
                + " the row out"
            : "is " + value + ", expected a finite number; leave the row out");
  }

  /**
   * Blames the value that is farthest from 0 for figures that are not finite.
   *
   * @param values the row as the model takes it
   */
  public static UnusableRowException tooFar(String operation, int row, double... values) {
    int farthest = 0;
    for (int i = 1; i < values.length; i++) {
      farthest = Math.abs(values[i]) > Math.abs(values[farthest]) ? i : farthest;
    }
    return of(
        operation,
        row,
        farthest,
        "is %s as the model sees it, so far from the training rows that the result is not finite; leave the row out"
            .formatted(values[farthest]));
  }
}
