package org.vae4j.tensor;

/** What a sum runs over. */
public enum Reduction {
  /** Over all elements: r×c to 1×1. */
  ALL,
  /** Over the rows, leaving one value a column: r×c to 1×c. */
  ROWS,
  /** Over the columns, leaving one value a row: r×c to r×1. */
  COLUMNS;

  /** Returns the shape that the sum of a tensor of shape {@code input} has. */
  public Shape of(Shape input) {
    return switch (this) {
      case ALL -> Shape.SCALAR;
      case ROWS -> Shape.of(1, input.columns());
      case COLUMNS -> Shape.of(input.rows(), 1);
    };
  }
}
