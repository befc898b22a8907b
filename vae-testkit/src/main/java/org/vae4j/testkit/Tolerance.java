package org.vae4j.testkit;

import org.vae4j.tensor.DType;

/**
 * How far a result may be from the expected one: {@code relative} times the largest magnitude that
 * entered it, plus {@code absolute}. NaN and infinities have to be met exactly. All bounds of the
 * kit are stated here.
 */
public record Tolerance(double relative, double absolute) {

  /**
   * Of one function or arithmetic operation: 8 units in the last place in binary32 and 45 in
   * binary64, down to the smallest normal number. Cancellation in a formula has to be avoided, not
   * tolerated.
   */
  public static Tolerance elementwise(DType dtype) {
    return switch (dtype) {
      case F32 -> new Tolerance(1e-6, Float.MIN_NORMAL);
      case F64 -> new Tolerance(1e-14, Double.MIN_NORMAL);
    };
  }

  /**
   * Of sums of up to some ten thousand terms in any order, relative to the sum of the terms'
   * magnitudes.
   */
  public static Tolerance sums(DType dtype) {
    return switch (dtype) {
      case F32 -> new Tolerance(1e-5, Float.MIN_NORMAL);
      case F64 -> new Tolerance(1e-13, Double.MIN_NORMAL);
    };
  }

  /** Of a gradient in binary64 against central differences with a step of about 8e-6. */
  public static Tolerance gradients() {
    return new Tolerance(1e-6, 1e-7);
  }

  /**
   * Whether {@code actual} is close enough, where {@code scale} is the largest magnitude that
   * entered.
   */
  public boolean accepts(double expected, double actual, double scale) {
    if (!Double.isFinite(expected) || !Double.isFinite(actual)) {
      return Double.compare(expected, actual) == 0;
    }
    return Math.abs(actual - expected) <= bound(expected, scale);
  }

  double bound(double expected, double scale) {
    return relative * Math.max(Math.abs(expected), Math.abs(scale)) + absolute;
  }
}
