package org.vae4j.tensor.kernel;

import org.vae4j.tensor.FloatMath;

/**
 * The functions of {@link FloatMath} that compute in binary64, a block at a time: compilers
 * vectorise loops over doubles and loops that convert, but not a mixture. The steps are those of
 * {@link FloatMath}, so the bits are the same.
 */
final class FloatWide {
  private static final int BLOCK = 1024;

  private FloatWide() {}

  static void exp(float[] a, float[] out, int from, int to) {
    double[] wide = Scratch.array(DoubleKernels.INSTANCE, Scratch.WIDE, BLOCK);
    for (int at = from, n; at < to; at += n) {
      n = Math.min(BLOCK, to - at);
      widen(a, at, wide, n);
      exp(wide, n);
      narrow(wide, out, at, n);
    }
  }

  static void sigmoid(float[] a, float[] out, int from, int to) {
    double[] wide = Scratch.array(DoubleKernels.INSTANCE, Scratch.WIDE, BLOCK);
    for (int at = from, n; at < to; at += n) {
      n = Math.min(BLOCK, to - at);
      widen(a, at, wide, n);
      negate(wide, n);
      exp(wide, n);
      inverseOfOnePlus(wide, n);
      narrow(wide, out, at, n);
    }
  }

  static void softplus(float[] a, float[] out, int from, int to) {
    double[] wide = Scratch.array(DoubleKernels.INSTANCE, Scratch.WIDE, BLOCK);
    for (int at = from, n; at < to; at += n) {
      n = Math.min(BLOCK, to - at);
      widen(a, at, wide, n);
      negateMagnitude(wide, n);
      exp(wide, n);
      log1p(wide, n);
      for (int i = 0; i < n; i++) {
        out[at + i] = (float) (Math.max(a[at + i], 0) + wide[i]);
      }
    }
  }

  private static void widen(float[] a, int from, double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = a[from + i];
    }
  }

  private static void narrow(double[] wide, float[] out, int to, int n) {
    for (int i = 0; i < n; i++) {
      out[to + i] = (float) wide[i];
    }
  }

  private static void negate(double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = -wide[i];
    }
  }

  private static void negateMagnitude(double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = -Math.abs(wide[i]);
    }
  }

  private static void exp(double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = FloatMath.wideExp(wide[i]);
    }
  }

  private static void log1p(double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = FloatMath.wideLog1p(wide[i]);
    }
  }

  private static void inverseOfOnePlus(double[] wide, int n) {
    for (int i = 0; i < n; i++) {
      wide[i] = 1 / (1 + wide[i]);
    }
  }
}
