package org.vae4j.tensor.kernel;

import java.util.Arrays;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.UnaryOp;

/** The loops in binary32; constants are rounded to it first. */
public final class FloatKernels implements Kernels<float[]> {
  /** The one instance. */
  public static final FloatKernels INSTANCE = new FloatKernels();

  /**
   * Elements that a fused loop with several parts takes at a time, so that they stay in the
   * first-level cache.
   */
  private static final int CHUNK = 128 * LANES;

  private FloatKernels() {}

  @Override
  public DType dtype() {
    return DType.F32;
  }

  @Override
  public float[] allocate(int n) {
    return new float[n];
  }

  @Override
  public int length(float[] a) {
    return a.length;
  }

  @Override
  public void convert(double[] source, int from, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) source[from + i];
    }
  }

  @Override
  public void convert(float[] source, int from, float[] out, int n) {
    System.arraycopy(source, from, out, 0, n);
  }

  @Override
  public void convert(float[] a, double[] target, int to, int n) {
    for (int i = 0; i < n; i++) {
      target[to + i] = a[i];
    }
  }

  @Override
  public void convert(float[] a, float[] target, int to, int n) {
    System.arraycopy(a, 0, target, to, n);
  }

  @Override
  public void fill(double value, float[] out, int n) {
    Arrays.fill(out, 0, n, (float) value);
  }

  @Override
  public void unary(UnaryOp op, float[] a, float[] out, int n) {
    FloatMaps.unary(op, a, out, 0, n);
  }

  @Override
  public void binary(BinaryOp op, float[] a, float[] b, float[] out, int n) {
    FloatMaps.binary(op, a, b, out, n);
  }

  @Override
  public void binaryRow(BinaryOp op, float[] a, float[] row, float[] out, int rows, int columns) {
    float[] piece = Scratch.array(this, Scratch.PIECE, columns);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, r * columns, piece, 0, columns);
      FloatMaps.binary(op, piece, row, piece, columns);
      System.arraycopy(piece, 0, out, r * columns, columns);
    }
  }

  @Override
  public void binaryColumn(
      BinaryOp op, float[] a, float[] column, float[] out, int rows, int columns) {
    int length = Math.min(columns, CHUNK);
    float[] piece = Scratch.array(this, Scratch.PIECE, length);
    float[] spread = Scratch.array(this, Scratch.SPREAD, length);
    for (int r = 0; r < rows; r++) {
      Arrays.fill(spread, 0, length, column[r]);
      int rowEnd = (r + 1) * columns;
      for (int at = r * columns, n; at < rowEnd; at += n) {
        n = Math.min(length, rowEnd - at);
        System.arraycopy(a, at, piece, 0, n);
        FloatMaps.binary(op, piece, spread, piece, n);
        System.arraycopy(piece, 0, out, at, n);
      }
    }
  }

  @Override
  public void scale(double alpha, float[] a, double shift, float[] out, int n) {
    float s = (float) alpha;
    float t = (float) shift;
    for (int i = 0; i < n; i++) {
      out[i] = s * a[i] + t;
    }
  }

  @Override
  public void axpby(double alpha, float[] a, double beta, float[] out, int n) {
    float s = (float) alpha;
    float t = (float) beta;
    if (beta == 0) {
      for (int i = 0; i < n; i++) {
        out[i] = s * a[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = s * a[i] + t * out[i];
      }
    }
  }

  @Override
  public void sum(float[] a, double[] lanes, int n) {
    sum(a, 0, n, lanes);
  }

  @Override
  public void sumRows(float[] a, double[] totals, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      for (int c = 0; c < columns; c++) {
        totals[c] += a[at + c];
      }
    }
  }

  @Override
  public void sumColumns(float[] a, double[] totals, int first, int rows, int columns) {
    double[] lanes = new double[LANES];
    for (int r = 0; r < rows; r++) {
      Arrays.fill(lanes, 0);
      sum(a, r * columns, (r + 1) * columns, lanes);
      totals[first + r] = Lanes.total(lanes);
    }
  }

  @Override
  public void finishSum(double[] totals, double beta, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) (beta == 0 ? totals[i] : totals[i] + beta * out[i]);
    }
  }

  @Override
  public void copyColumns(
      float[] a, int aColumns, int from, float[] out, int outColumns, int to, int rows, int count) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a, r * aColumns + from, out, r * outColumns + to, count);
    }
  }

  @Override
  public void transpose(float[] a, int stride, int from, float[] out, int rows, int columns) {
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
  public void biasActivation(UnaryOp activation, float[] out, float[] bias, int rows, int columns) {
    float[] piece = Scratch.array(this, Scratch.PIECE, columns);
    int group = Math.max(1, CHUNK / columns);
    for (int r = 0, next; r < rows; r = next) {
      next = r + Math.min(group, rows - r);
      for (int row = r; row < next; row++) {
        System.arraycopy(out, row * columns, piece, 0, columns);
        FloatMaps.binary(BinaryOp.ADD, piece, bias, piece, columns);
        System.arraycopy(piece, 0, out, row * columns, columns);
      }
      FloatMaps.unary(activation, out, out, r * columns, next * columns);
    }
  }

  @Override
  public void reparameterise(float[] mu, float[] logvar, float[] noise, float[] out, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      for (int i = from; i < to; i++) {
        out[i] = 0.5f * logvar[i];
      }
      FloatMaps.unary(UnaryOp.EXP, out, out, from, to);
      for (int i = from; i < to; i++) {
        out[i] = out[i] * noise[i] + mu[i];
      }
    }
  }

  @Override
  public void gaussianKl(
      float[] mu, float[] logvar, float[] gradMu, float[] gradLogvar, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      FloatMaps.unary(UnaryOp.EXP, logvar, gradLogvar, from, to);
      for (int i = from; i < to; i++) {
        gradMu[i] = 0.5f * (mu[i] * mu[i] + gradLogvar[i] - logvar[i]) - 0.5f;
        gradLogvar[i] = 0.5f * gradLogvar[i] - 0.5f;
      }
      sum(gradMu, from, to, lanes);
      System.arraycopy(mu, from, gradMu, from, to - from);
    }
  }

  @Override
  public void squaredError(
      float[] prediction, float[] target, float[] grad, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      for (int i = from; i < to; i++) {
        float d = prediction[i] - target[i];
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
      float[] logits, float[] target, float[] grad, double[] lanes, int n) {
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(CHUNK, n - from);
      FloatMaps.unary(UnaryOp.SOFTPLUS, logits, grad, from, to);
      for (int i = from; i < to; i++) {
        grad[i] -= logits[i] * target[i];
      }
      sum(grad, from, to, lanes);
      FloatMaps.unary(UnaryOp.SIGMOID, logits, grad, from, to);
      for (int i = from; i < to; i++) {
        grad[i] -= target[i];
      }
    }
  }

  @Override
  public void adam(
      float[] parameter,
      float[] gradient,
      float[] m,
      float[] v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon,
      int n) {
    float keepM = (float) beta1;
    float takeM = (float) (1 - beta1);
    float keepV = (float) beta2;
    float takeV = (float) (1 - beta2);
    float step = (float) stepSize;
    float eps = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float g = gradient[i];
      float newM = takeM * g + keepM * m[i];
      float newV = takeV * (g * g) + keepV * v[i];
      m[i] = newM;
      v[i] = newV;
      parameter[i] -= step * (newM / ((float) Math.sqrt(newV) + eps));
    }
  }

  private static void sum(float[] a, int from, int to, double[] lanes) {
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
