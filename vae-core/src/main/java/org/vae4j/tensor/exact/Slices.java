package org.vae4j.tensor.exact;

import java.util.Arrays;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;

/**
 * One side of a product, cut in two: its lines are what is summed over, the rows of the left side
 * and the columns of the right one. On a line whose magnitudes are below 2^E, E as small as can be,
 *
 * <ul>
 *   <li>{@link #high} is a multiple of 2^(E-β), at most 2^E,
 *   <li>{@link #low} is a multiple of 2^(E-2β), at most 2^(E-β-1),
 *   <li>high + low is the element to within 2^(E-2β-1).
 * </ul>
 *
 * <p>A line that holds a NaN or an infinity is all zeros.
 */
final class Slices {
  /** Adding and subtracting 1.5 · 2^52 u rounds a double of magnitude up to 2^51 u to u. */
  private static final double ROUNDER = 0x1.8p52;

  private final Tensor high;
  private final Tensor low;
  private final double[] bounds;

  private Slices(Tensor high, Tensor low, double[] bounds) {
    this.high = high;
    this.low = low;
    this.bounds = bounds;
  }

  /** Returns β for sums of k terms, ⌊(53 - ⌈log2 k⌉) / 2⌋: the largest with k 2^2β up to 2^53. */
  static int bits(int k) {
    return (53 - (Integer.SIZE - Integer.numberOfLeadingZeros(k - 1))) / 2;
  }

  /** Cuts a matrix along its rows, or else its columns, into scratch tensors of {@code engine}. */
  static Slices cut(
      Backend engine, ScratchPool.Lease scratch, Tensor matrix, boolean byRow, int bits) {
    float[] values = ExactBackend.floats(matrix);
    int rows = matrix.shape().rows();
    int columns = matrix.shape().columns();
    double[] bounds =
        byRow ? rowBounds(values, rows, columns) : columnBounds(values, rows, columns);
    double fraction = Math.scalb(1.0, -bits);
    double[] rounders = new double[bounds.length];
    Arrays.setAll(rounders, line -> bounds[line] * fraction * ROUNDER);
    Slices slices = new Slices(scratch.take(matrix.shape()), scratch.take(matrix.shape()), bounds);
    if (slices.high instanceof HeapTensor<?> && slices.low instanceof HeapTensor<?>) {
      cut(
          values,
          0,
          rows,
          columns,
          byRow,
          rounders,
          fraction,
          ExactBackend.doubles(slices.high),
          ExactBackend.doubles(slices.low));
      return slices;
    }
    int step = ScratchPool.rowsAtOnce(matrix.shape());
    double[] upper = scratch.rows(matrix.shape());
    double[] lower = scratch.rows(matrix.shape());
    for (int from = 0, count; from < rows; from += count) {
      count = Math.min(step, rows - from);
      cut(values, from, count, columns, byRow, rounders, fraction, upper, lower);
      engine.write(slices.high, from * columns, upper, 0, count * columns);
      engine.write(slices.low, from * columns, lower, 0, count * columns);
    }
    return slices;
  }

  /** Returns the upper bits. */
  Tensor high() {
    return high;
  }

  /** Returns the lower bits. */
  Tensor low() {
    return low;
  }

  /** Returns 2^E of each line: 0 if it is all zeros, NaN if it is not finite. Not a copy. */
  double[] bounds() {
    return bounds;
  }

  private static double[] rowBounds(float[] values, int rows, int columns) {
    double[] bounds = new double[rows];
    for (int r = 0; r < rows; r++) {
      bounds[r] = bound(largest(values, r * columns, (r + 1) * columns));
    }
    return bounds;
  }

  private static float largest(float[] values, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static double[] columnBounds(float[] values, int rows, int columns) {
    float[] largest = new float[columns];
    for (int r = 0; r < rows; r++) {
      include(values, r * columns, largest, columns);
    }
    double[] bounds = new double[columns];
    Arrays.setAll(bounds, c -> bound(largest[c]));
    return bounds;
  }

  private static void include(float[] values, int at, float[] largest, int n) {
    for (int c = 0; c < n; c++) {
      largest[c] = Math.max(largest[c], Math.abs(values[at + c]));
    }
  }

  /** The smallest power of two above a magnitude; every binary32 is normal in binary64. */
  private static double bound(float largest) {
    if (largest == 0) {
      return 0;
    }
    return Float.isFinite(largest)
        ? Math.scalb(1.0, Math.getExponent((double) largest) + 1)
        : Double.NaN;
  }

  /** Cuts the rows {@code from .. from+count} into the beginning of both arrays. */
  private static void cut(
      float[] values,
      int from,
      int count,
      int columns,
      boolean byRow,
      double[] rounders,
      double fraction,
      double[] upper,
      double[] lower) {
    for (int r = 0; r < count; r++) {
      int at = (from + r) * columns;
      int to = r * columns;
      if (byRow) {
        double rounder = Double.isNaN(rounders[from + r]) ? 0 : rounders[from + r];
        cutRow(values, at, rounder, rounder * fraction, upper, lower, to, columns);
        if (Double.isNaN(rounders[from + r])) {
          Arrays.fill(upper, to, to + columns, 0);
          Arrays.fill(lower, to, to + columns, 0);
        }
      } else {
        cutAcross(values, at, rounders, fraction, upper, lower, to, columns);
      }
    }
    for (int c = 0; !byRow && c < columns; c++) {
      for (int r = 0; Double.isNaN(rounders[c]) && r < count; r++) {
        upper[r * columns + c] = 0;
        lower[r * columns + c] = 0;
      }
    }
  }

  private static void cutRow(
      float[] values,
      int at,
      double rounder,
      double finer,
      double[] upper,
      double[] lower,
      int to,
      int n) {
    for (int i = 0; i < n; i++) {
      double x = values[at + i];
      double h = (x + rounder) - rounder;
      upper[to + i] = h;
      lower[to + i] = ((x - h) + finer) - finer;
    }
  }

  private static void cutAcross(
      float[] values,
      int at,
      double[] rounders,
      double fraction,
      double[] upper,
      double[] lower,
      int to,
      int n) {
    for (int i = 0; i < n; i++) {
      double x = values[at + i];
      double rounder = rounders[i];
      double finer = rounder * fraction;
      double h = (x + rounder) - rounder;
      upper[to + i] = h;
      lower[to + i] = ((x - h) + finer) - finer;
    }
  }
}
