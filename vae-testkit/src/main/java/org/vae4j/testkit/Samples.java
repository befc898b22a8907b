package org.vae4j.testkit;

import java.util.List;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;

/** The shapes and numbers that the kit feeds to an engine; the same on every machine. */
final class Samples {
  /** A single value, a row, a column, primes, more than a cache block; a vector and a rank of 3. */
  static final List<Shape> SHAPES =
      List.of(
          Shape.of(1, 1),
          Shape.of(1, 5),
          Shape.of(5, 1),
          Shape.of(7, 13),
          Shape.of(31, 17),
          Shape.of(257, 64),
          Shape.of(11),
          Shape.of(3, 4, 5));

  private Samples() {}

  /** Returns numbers spread evenly over [low, high), scattered by {@code seed}. */
  static double[] uniform(DType dtype, int count, long seed, double low, double high) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = round(dtype, low + (high - low) * (mix(seed * 1_000_003 + i) >>> 11) * 0x1p-53);
    }
    return values;
  }

  /** Returns numbers in [-3, 3). */
  static double[] signed(DType dtype, int count, long seed) {
    return uniform(dtype, count, seed, -3, 3);
  }

  /** Returns both signs of zero, subnormal, tiny, ordinary, huge and infinite numbers, and NaN. */
  static double[] special(DType dtype) {
    double subnormal = dtype == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    double normal = dtype == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double huge = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    double[] positive = {
      0,
      subnormal,
      3 * subnormal,
      normal / 2,
      normal,
      1e-20,
      1e-3,
      0.5,
      1,
      3,
      20,
      90,
      120,
      720,
      1e4,
      huge,
      Double.POSITIVE_INFINITY
    };
    double[] values = new double[2 * positive.length + 1];
    for (int i = 0; i < positive.length; i++) {
      values[2 * i] = round(dtype, positive[i]);
      values[2 * i + 1] = round(dtype, -positive[i]);
    }
    values[2 * positive.length] = Double.NaN;
    return values;
  }

  /** Returns {@code value} as a tensor of that type holds it. */
  static double round(DType dtype, double value) {
    return dtype == DType.F32 ? (float) value : value;
  }

  /** Steele, Lea and Flood 2014, SplitMix64. */
  private static long mix(long index) {
    long z = index * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
