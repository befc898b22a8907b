package org.vae4j.tensor.exact;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;

/** Makes one result in binary32 of the sums of a product's slices. */
final class Merge {
  private final double least;
  private final double[] rowBounds;
  private final double[] columnBounds;
  private final PlainSum plain;

  /**
   * A merge that takes a plain sum instead where the sum of the slices is below {@code least} times
   * the bounds of its row and its column, or a bound is NaN.
   */
  Merge(double least, double[] rowBounds, double[] columnBounds, PlainSum plain) {
    this.least = least;
    this.rowBounds = rowBounds;
    this.columnBounds = columnBounds;
    this.plain = plain;
  }

  /** out = alpha (upper + lower) + beta out. */
  void into(
      Backend engine,
      ScratchPool.Lease scratch,
      Tensor upper,
      Tensor lower,
      double alpha,
      double beta,
      Tensor out) {
    float[] target = ExactBackend.floats(out);
    int rows = out.shape().rows();
    int columns = out.shape().columns();
    if (upper instanceof HeapTensor<?> && lower instanceof HeapTensor<?>) {
      double[] high = ExactBackend.doubles(upper);
      double[] low = ExactBackend.doubles(lower);
      for (int r = 0; r < rows; r++) {
        row(r, high, low, r * columns, alpha, beta, target, r * columns);
      }
      return;
    }
    int step = ScratchPool.rowsAtOnce(out.shape());
    double[] high = scratch.rows(out.shape());
    double[] low = scratch.rows(out.shape());
    for (int from = 0, count; from < rows; from += count) {
      count = Math.min(step, rows - from);
      engine.read(upper, from * columns, high, 0, count * columns);
      engine.read(lower, from * columns, low, 0, count * columns);
      for (int r = 0; r < count; r++) {
        row(from + r, high, low, r * columns, alpha, beta, target, (from + r) * columns);
      }
    }
  }

  private void row(
      int row,
      double[] high,
      double[] low,
      int at,
      double alpha,
      double beta,
      float[] out,
      int to) {
    double leastInRow = least * rowBounds[row];
    for (int c = 0; c < columnBounds.length; c++) {
      // adding 0 makes +0 of a -0, which some engines return for a sum of zeros
      double sum = high[at + c] + low[at + c] + 0.0;
      if (!(Math.abs(sum) >= leastInRow * columnBounds[c])) {
        sum = plain.of(row, c);
      }
      out[to + c] = (float) (beta == 0 ? alpha * sum : alpha * sum + beta * out[to + c]);
    }
  }
}
