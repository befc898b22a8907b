package org.vae4j.tensor;

/**
 * Elementary functions in binary32 that give the same bits on every machine: plain arithmetic in a
 * fixed order, no intrinsics. Binary64 uses {@link StrictMath}. Errors against the exact value, in
 * units in the last place: exp, expm1, log, sigmoid and softplus at most 1; tanh at most 5.
 */
public final class FloatMath {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2 = 0.6931471805599453;

  /** Adding and subtracting it rounds a double of small magnitude to an integer (ties to even). */
  private static final double ROUNDER = 0x1.8p52;

  private FloatMath() {}

  /** Returns e to the x. */
  public static float exp(float x) {
    return (float) expWide(x);
  }

  /** Returns exp(x) - 1 without cancellation near 0. */
  public static float expm1(float x) {
    if (Math.abs(x) > 0.3f) {
      return (float) (expWide(x) - 1);
    }
    double r = x;
    return (float) (r * (1 + r * expTail(r)));
  }

  /** Returns the natural logarithm: NaN below 0, minus infinity at 0. */
  public static float log(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return (float) StrictMath.log(x);
    }
    return (float) logWide(x);
  }

  /** Returns 1 / (1 + exp(-x)). */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + expWide(-x)));
  }

  /** Returns log(1 + exp(x)). */
  public static float softplus(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    double t = expWide(-Math.abs(x));
    double u = 1 + t;
    return (float) (Math.max(x, 0f) + logWide(u) + (t - (u - 1)) / u);
  }

  /**
   * Returns the hyperbolic tangent, in plain binary32 arithmetic that compilers vectorise: x P(x²)
   * / Q(x²) on [-9.02, 9.02], where tanh is ±1 to binary32. The coefficients minimise the largest
   * relative error (2e-8) with P(0) = Q(0) = 1, so that small values are exact.
   */
  public static float tanh(float x) {
    float c = Math.max(-9.02f, Math.min(9.02f, x));
    float s = c * c;
    float p = 1.3384295e-8f * s + 2.0635825e-5f;
    p = p * s + 0.0034974578f;
    p = p * s + 0.13382688f;
    p = p * s + 1;
    float q = 7.790251e-7f * s + 3.2885178e-4f;
    q = q * s + 0.025884362f;
    q = q * s + 0.46716008f;
    q = q * s + 1;
    return Math.max(-1f, Math.min(1f, c * (p / q)));
  }

  /**
   * exp in double with a relative error of 1e-10: x = n ln 2 + r, |r| at most 0.35, and a Taylor
   * polynomial in r.
   */
  private static double expWide(double x) {
    if (!(x < 710)) {
      return x + Double.POSITIVE_INFINITY;
    }
    double c = Math.max(x, -708);
    double n = (c * LOG2_E + ROUNDER) - ROUNDER;
    double r = c - n * LN2;
    double scale = Double.longBitsToDouble(((long) n + 1023) << 52);
    return x < -708 ? 0 : scale * (1 + r + r * r * expTail(r));
  }

  /** (exp(r) - 1 - r) / r², by its Taylor series, for |r| at most 0.35. */
  private static double expTail(double r) {
    double p = 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    return p * r + 0.5;
  }

  /**
   * log of a positive normal double: x = m 2^e with m in [0.7, 1.42), log m = 2 artanh((m - 1) / (m
   * + 1)).
   */
  private static double logWide(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long shifted = bits - 0x3FE6A09E667F3BCDL;
    int e = (int) (shifted >> 52);
    double m = Double.longBitsToDouble(bits - ((long) e << 52));
    double s = (m - 1) / (m + 1);
    double q = s * s;
    double p = 1.0 / 15;
    p = p * q + 1.0 / 13;
    p = p * q + 1.0 / 11;
    p = p * q + 1.0 / 9;
    p = p * q + 1.0 / 7;
    p = p * q + 1.0 / 5;
    p = p * q + 1.0 / 3;
    return e * LN2 + 2 * (s + s * q * p);
  }
}
