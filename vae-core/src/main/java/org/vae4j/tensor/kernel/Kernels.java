package org.vae4j.tensor.kernel;

import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.UnaryOp;

/**
 * Elementwise loops over arrays of one element type; {@code A} is {@code float[]} or {@code
 * double[]}. All work on the first {@code n} elements, or the first {@code rows} rows of a
 * row-major matrix. Results are those of {@link UnaryOp} and {@link BinaryOp}, to the bit. An
 * output array may be an elementwise input too.
 *
 * <p>Sums are accumulated in binary64, in an order that depends on positions only, so that a tensor
 * may be summed in blocks: element i goes to lane i mod {@link #LANES}.
 */
public sealed interface Kernels<A> permits FloatKernels, DoubleKernels {
  /** The independent accumulators of a total; every block but the last holds a multiple of it. */
  int LANES = 8;

  /** Returns the loops for {@code dtype}. */
  static Kernels<?> of(DType dtype) {
    return switch (dtype) {
      case F32 -> FloatKernels.INSTANCE;
      case F64 -> DoubleKernels.INSTANCE;
    };
  }

  /** Returns the element type. */
  DType dtype();

  /** Returns a new array of {@code n} zeros. */
  A allocate(int n);

  /** Returns the length of {@code a}. */
  int length(A a);

  /** out = source[from .. from+n), rounded. */
  void convert(double[] source, int from, A out, int n);

  /** out = source[from .. from+n). */
  void convert(float[] source, int from, A out, int n);

  /** target[to .. to+n) = a. */
  void convert(A a, double[] target, int to, int n);

  /** target[to .. to+n) = a, rounded. */
  void convert(A a, float[] target, int to, int n);

  /** out = value. */
  void fill(double value, A out, int n);

  /** out = op(a). */
  void unary(UnaryOp op, A a, A out, int n);

  /** out = op(a, b). */
  void binary(BinaryOp op, A a, A b, A out, int n);

  /** out[r, c] = op(a[r, c], row[c]). */
  void binaryRow(BinaryOp op, A a, A row, A out, int rows, int columns);

  /** out[r, c] = op(a[r, c], column[r]). */
  void binaryColumn(BinaryOp op, A a, A column, A out, int rows, int columns);

  /** out = alpha a + shift. */
  void scale(double alpha, A a, double shift, A out, int n);

  /** out = alpha a + beta out; with beta 0, what out held is not read. */
  void axpby(double alpha, A a, double beta, A out, int n);

  /** Adds a[i] to lanes[i mod LANES]. */
  void sum(A a, double[] lanes, int n);

  /** Adds a[r, c] to totals[c]. */
  void sumRows(A a, double[] totals, int rows, int columns);

  /** totals[first + r] = the sum of a[r, c] over c. */
  void sumColumns(A a, double[] totals, int first, int rows, int columns);

  /** out = totals + beta out, rounded once; with beta 0, what out held is not read. */
  void finishSum(double[] totals, double beta, A out, int n);

  /** Copies the columns from .. from+count of a to the columns to .. to+count of out. */
  void copyColumns(A a, int aColumns, int from, A out, int outColumns, int to, int rows, int count);

  /** out[r, c] = a[c, from + r], where a has {@code stride} columns and out {@code columns}. */
  void transpose(A a, int stride, int from, A out, int rows, int columns);

  /** out[r, c] = activation(out[r, c] + bias[c]). */
  void biasActivation(UnaryOp activation, A out, A bias, int rows, int columns);

  /** {@link org.vae4j.tensor.Backend#reparameterise}. */
  void reparameterise(A mu, A logvar, A noise, A out, int n);

  /** {@link org.vae4j.tensor.Backend#gaussianKl}; the terms are added to the lanes. */
  void gaussianKl(A mu, A logvar, A gradMu, A gradLogvar, double[] lanes, int n);

  /** {@link org.vae4j.tensor.Backend#squaredError}; the terms are added to the lanes. */
  void squaredError(A prediction, A target, A grad, double[] lanes, int n);

  /** {@link org.vae4j.tensor.Backend#crossEntropyWithLogits}; the terms are added to the lanes. */
  void crossEntropyWithLogits(A logits, A target, A grad, double[] lanes, int n);

  /** {@link org.vae4j.tensor.Backend#adam}; the gradient is not modified. */
  void adam(
      A parameter,
      A gradient,
      A m,
      A v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon,
      int n);
}
