package org.vae4j.tensor;

/**
 * Elementary functions in binary32 that give the same bits on every machine: plain arithmetic in a
 * fixed order, no intrinsics. Binary64 uses {@link StrictMath}. Errors against the exact value, in
 * units in the last place: exp, expm1, log, sigmoid and softplus 0.51; tanh 6; the square root is
 * Java's, correctly rounded.
 */
public final class FloatMath {
  private static final double LN2 = 0.6931471805599453;

  private FloatMath() {}

  /** Returns e to the x. */
  public static float exp(float x) {
    return (float) wideExp(x);
  }

  /** Returns exp(x) - 1 without cancellation near 0. */
  public static float expm1(float x) {
    if (Math.abs(x) > 0.3f) {
      return (float) (wideExp(x) - 1);
    }
    double r = x;
    return (float) (r * (1 + r * expTail(r)));
  }

  /** Returns the natural logarithm: NaN below 0, minus infinity at 0. */
  public static float log(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return (float) StrictMath.log(x);
    }
    return (float) wideLog(x);
  }

  /** Returns 1 / (1 + exp(-x)). */
  public static float sigmoid(float x) {
    return (float) (1 / (1 + wideExp(-x)));
  }

  /** Returns log(1 + exp(x)). */
  public static float softplus(float x) {
    return (float) (Math.max(x, 0) + wideLog1p(wideExp(-Math.abs((double) x))));
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
   * Returns e to the x to a relative error of 1e-9, for x in [-104, 104] and as good as 0 or
   * infinity in binary32 beyond. It has neither a branch nor a look at bits, so that loops over
   * doubles vectorise: e to the x/512 by its Taylor series, squared nine times.
   */
  public static double wideExp(double x) {
    double r = Math.max(-200, Math.min(200, x)) * (1.0 / 512);
    double y = r * r * expTail(r) + r + 1;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    y *= y;
    return y;
  }

  /**
   * Returns log(1 + t) to a relative error of 1e-10 for t in [0, 1], also in plain arithmetic: 2
   * artanh(t / (2 + t)) by its series.
   */
  public static double wideLog1p(double t) {
    double s = t / (2 + t);
    double q = s * s;
    double p = 1.0 / 19;
    p = p * q + 1.0 / 17;
    p = p * q + 1.0 / 15;
    return 2 * (s + s * q * artanhTail(q, p));
  }

  /** (exp(r) - 1 - r) / r², by its Taylor series. */
  private static double expTail(double r) {
    double p = 1.0 / 40320;
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
  private static double wideLog(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long shifted = bits - 0x3FE6A09E667F3BCDL;
    int e = (int) (shifted >> 52);
    double m = Double.longBitsToDouble(bits - ((long) e << 52));
    double s = (m - 1) / (m + 1);
    double q = s * s;
    return e * LN2 + 2 * (s + s * q * artanhTail(q, 1.0 / 15));
  }

  /** (artanh(s) - s) / s³ for q = s², by its series; {@code p} is what follows its term of q⁵. */
  private static double artanhTail(double q, double p) {
    double t = p * q + 1.0 / 13;
    t = t * q + 1.0 / 11;
    t = t * q + 1.0 / 9;
    t = t * q + 1.0 / 7;
    t = t * q + 1.0 / 5;
    return t * q + 1.0 / 3;
  }
}
