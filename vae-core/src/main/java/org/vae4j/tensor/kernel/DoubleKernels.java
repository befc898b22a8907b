package org.vae4j.tensor.kernel;

import java.util.Arrays;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.UnaryOp;

/** The loops in binary64. */
public final class DoubleKernels implements Kernels<double[]> {
  /** The one instance. */
  public static final DoubleKernels INSTANCE = new DoubleKernels();

  /**
   * Elements that a fused loop with several parts takes at a time, so that they stay in the
   * first-level cache.
   */
  private static final int CHUNK = 128 * LANES;

  private DoubleKernels() {}

  @Override
  public DType dtype() {
    return DType.F64;
  }

  @Override
  public double[] allocate(int n) {
    return new double[n];
  }

  @Override
  public int length(double[] a) {
    return a.length;
  }

  @Override
  public void convert(double[] source, int from, double[] out, int n) {
    System.arraycopy(source, from, out, 0, n);
  }

  @Override
  public void convert(float[] source, int from, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = source[from + i];
    }
  }

  @Override
  public void convert(double[] a, double[] target, int to, int n) {
    System.arraycopy(a, 0, target, to, n);
  }

  @Override
  public void convert(double[] a, float[] target, int to, int n) {
    for (int i = 0; i < n; i++) {
      target[to + i] = (float) a[i];
    }
  }

  @Override
  public void fill(double value, double[] out, int n) {
    Arrays.fill(out, 0, n, value);
  }

  @Override
  public void unary(UnaryOp op, double[] a, double[] out, int n) {
    DoubleMaps.unary(op, a, out, 0, n);
  }

  @Override
  public void binary(BinaryOp op, double[] a, double[] b, double[] out, int n) {
    DoubleMaps.binary(op, a, b, out, n);
  }

  @Override
  public void binaryRow(
      BinaryOp op, double[] a, double[] row, double[] out, int rows, int columns) {
    double[] piece = Scratch.array(this, Scratch.PIECE, columns);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, r * columns, piece, 0, columns);
      DoubleMaps.binary(op, piece, row, piece, columns);
      System.arraycopy(piece, 0, out, r * columns, columns);
    }
  }

  @Override
  public void binaryColumn(
      BinaryOp op, double[] a, double[] column, double[] out, int rows, int columns) {
    int length = Math.min(columns, CHUNK);
    double[] piece = Scratch.array(this, Scratch.PIECE, length);
    double[] spread = Scratch.array(this, Scratch.SPREAD, length);
    for (int r = 0; r < rows; r++) {
      Arrays.fill(spread, 0, length, column[r]);
      int rowEnd = (r + 1) * columns;
      for (int at = r * columns, n; at < rowEnd; at += n) {
        n = Math.min(length, rowEnd - at);
        System.arraycopy(a, at, piece, 0, n);
        DoubleMaps.binary(op, piece, spread, piece, n);
        System.arraycopy(piece, 0, out, at, n);
      }
    }
  }

  @Override
  public void scale(double alpha, double[] a, double shift, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = alpha * a[i] + shift;
    }
  }

  @Override
  public void axpby(double alpha, double[] a, double beta, double[] out, int n) {
    if (beta == 0) {
      for (int i = 0; i < n; i++) {
        out[i] = alpha * a[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = alpha * a[i] + beta * out[i];
      }
    }
  }

  @Override
  public void sum(double[] a, double[] lanes, int n) {
    sum(a, 0, n, lanes);
  }

  @Override
  public void sumRows(double[] a, double[] totals, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        totals[c] += a[at + c];
      }
    }
  }

  @Override
  public void sumColumns(double[] a, double[] totals, int first, int rows, int columns) {
    double[] lanes = new double[LANES];
    for (int r = 0; r < rows; r++) {
      Arrays.fill(lanes, 0);
      sum(a, r * columns, (r + 1) * columns, lanes);
      totals[first + r] = Lanes.total(lanes);
    }
  }

  @Override
  public void finishSum(double[] totals, double beta, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (beta == 0 ? totals[i] : totals[i] + beta * out[i]);
    }
  }

  @Override
  public void copyColumns(
      double[] a,
      int aColumns,
      int from,
      double[] out,
      int outColumns,
      int to,
      int rows,
      int count) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, r * aColumns + from, out, r * outColumns + to, count);
    }
  }

  @Override
  public void transpose(double[] a, int stride, int from, double[] out, int rows, int columns) {
    int r = 0;
    for (; r <= rows - 4; r += 4) { // four at a time, so that a cache line is read once
      int first = r * columns;
      int second = first + columns;
      int third = second + columns;
      int fourth = third + columns;
      for (int c = 0, at = from + r; c < columns; c++, at += stride) {
        out[first + c] = a[at];
        out[second + c] = a[at + 1];
        out[third + c] = a[at + 2];
        out[fourth + c] = a[at + 3];
      }
    }
    for (; r < rows; r++) {
      for (int c = 0, at = from + r; c < columns; c++, at += stride) {
        out[r * columns + c] = a[at];
      }
    }
  }

  @Override
  public void biasActivation(
      UnaryOp activation, double[] out, double[] bias, int rows, int columns) {
    double[] piece = Scratch.array(this, Scratch.PIECE, columns);
    int group = Math.max(1, CHUNK / columns);
    for (int r = 0, next; r < rows; r = next) {
      next = r + Math.min(group, rows - r);
      for (int row = r; row < next; row++) {
        System.arraycopy(out, row * columns, piece, 0, columns);
        DoubleMaps.binary(BinaryOp.ADD, piece, bias, piece, columns);
        System.arraycopy(piece, 0, out, row * columns, columns);
      }
      DoubleMaps.unary(activation, out, out, r * columns, next * columns);
    }
  }

  @Override
  public void reparameterise(double[] mu, double[] logvar, double[] noise, double[] out, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      for (int i = from; i < to; i++) {
        out[i] = 0.5 * logvar[i];
      }
      DoubleMaps.unary(UnaryOp.EXP, out, out, from, to);
      for (int i = from; i < to; i++) {
        out[i] = out[i] * noise[i] + mu[i];
      }
    }
  }

  @Override
  public void gaussianKl(
      double[] mu, double[] logvar, double[] gradMu, double[] gradLogvar, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      DoubleMaps.unary(UnaryOp.EXP, logvar, gradLogvar, from, to);
      for (int i = from; i < to; i++) {
        gradMu[i] = 0.5 * (mu[i] * mu[i] + gradLogvar[i] - logvar[i]) - 0.5;
        gradLogvar[i] = 0.5 * gradLogvar[i] - 0.5;
      }
      sum(gradMu, from, to, lanes);
      System.arraycopy(mu, from, gradMu, from, to - from);
    }
  }

  @Override
  public void squaredError(
      double[] prediction, double[] target, double[] grad, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      for (int i = from; i < to; i++) {
        double d = prediction[i] - target[i];
        grad[i] = d * d;
      }
      sum(grad, from, to, lanes);
      for (int i = from; i < to; i++) {
        grad[i] = 2 * (prediction[i] - target[i]);
      }
    }
  }

  @Override
  public void crossEntropyWithLogits(
      double[] logits, double[] target, double[] grad, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      DoubleMaps.unary(UnaryOp.SOFTPLUS, logits, grad, from, to);
      for (int i = from; i < to; i++) {
        grad[i] -= logits[i] * target[i];
      }
      sum(grad, from, to, lanes);
      DoubleMaps.unary(UnaryOp.SIGMOID, logits, grad, from, to);
      for (int i = from; i < to; i++) {
        grad[i] -= target[i];
      }
    }
  }

  @Override
  public void adam(
      double[] parameter,
      double[] gradient,
      double[] m,
      double[] v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon,
      int n) {
    double takeM = 1 - beta1;
    double takeV = 1 - beta2;
    for (int i = 0; i < n; i++) {
      double g = gradient[i];
      double newM = takeM * g + beta1 * m[i];
      double newV = takeV * (g * g) + beta2 * v[i];
      m[i] = newM;
      v[i] = newV;
      parameter[i] -= stepSize * (newM / (Math.sqrt(newV) + epsilon));
    }
  }

  private static void sum(double[] a, int from, int to, double[] lanes) {
    double s0 = lanes[0];
    double s1 = lanes[1];
    double s2 = lanes[2];
    double s3 = lanes[3];
    double s4 = lanes[4];
    double s5 = lanes[5];
    double s6 = lanes[6];
    double s7 = lanes[7];
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
      s4 += a[i + 4];
      s5 += a[i + 5];
      s6 += a[i + 6];
      s7 += a[i + 7];
    }
    lanes[0] = s0;
    lanes[1] = s1;
    lanes[2] = s2;
    lanes[3] = s3;
    lanes[4] = s4;
    lanes[5] = s5;
    lanes[6] = s6;
    lanes[7] = s7;
    for (int lane = 0; i < to; i++, lane++) {
      lanes[lane] += a[i];
    }
  }
}
