package org.vae4j.tensor;

import java.util.Arrays;

/** Dimensions of a tensor. Engines see any rank as a matrix: the first dimension times the rest. */
public final class Shape {
  /** The shape of a single value, 1×1. */
  public static final Shape SCALAR = of(1, 1);

  private final int[] dimensions;
  private final int size;

  private Shape(int[] dimensions) {
    this.dimensions = dimensions;
    long product = 1;
    for (int d : dimensions) {
      if (d < 1) {
        throw new IllegalArgumentException("shape: a dimension is " + d + ", expected 1 or more");
      }
      product *= d;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: "
                + text(dimensions)
                + " has more than "
                + Integer.MAX_VALUE
                + " elements; cut it into smaller tensors");
      }
    }
    this.size = (int) product;
  }

  /**
   * Returns a shape.
   *
   * @param dimensions one or more sizes, each at least 1, whose product fits an int
   */
  public static Shape of(int... dimensions) {
    if (dimensions.length == 0) {
      throw new IllegalArgumentException("shape: no dimensions given; use 1×1 for a single value");
    }
    return new Shape(dimensions.clone());
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return dimensions.length;
  }

  /** Returns the size of dimension {@code axis}, counted from 0. */
  public int dimension(int axis) {
    return dimensions[axis];
  }

  /** Returns a copy of the dimensions. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** Returns the rows of the matrix that engines see: the first dimension, or 1 for a vector. */
  public int rows() {
    return dimensions.length == 1 ? 1 : dimensions[0];
  }

  /**
   * Returns the columns of the matrix that engines see: the product of all dimensions but the
   * first.
   */
  public int columns() {
    return size / rows();
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /** Whether both are the same matrix to an engine. */
  public boolean sameMatrix(Shape other) {
    return rows() == other.rows() && columns() == other.columns();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  @Override
  public String toString() {
    return text(dimensions);
  }

  private static String text(int[] dimensions) {
    StringBuilder text = new StringBuilder();
    for (int d : dimensions) {
      text.append(text.isEmpty() ? "" : "×").append(d);
    }
    return text.toString();
  }
}
