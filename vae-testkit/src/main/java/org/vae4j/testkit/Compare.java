package org.vae4j.testkit;

import java.util.Locale;
import org.vae4j.tensor.Shape;

/** Compares results element by element, and says where they differ first and how often. */
final class Compare {
  private Compare() {}

  /** Fails unless every element is within the tolerance, relative to the expected value itself. */
  static void close(
      String call, Tolerance tolerance, Shape shape, double[] expected, double[] actual) {
    close(call, tolerance, shape, expected, expected, actual);
  }

  /** Fails unless every element is within the tolerance, relative to {@code scale}. */
  static void close(
      String call,
      Tolerance tolerance,
      Shape shape,
      double[] expected,
      double[] scale,
      double[] actual) {
    int first = -1;
    int count = 0;
    for (int i = 0; i < expected.length; i++) {
      if (!tolerance.accepts(expected[i], actual[i], scale[i])) {
        first = count++ == 0 ? i : first;
      }
    }
    if (count > 0) {
      double bound = tolerance.bound(expected[first], scale[first]);
      String within = Double.isFinite(bound) ? String.format(Locale.ROOT, " ± %.1e", bound) : "";
      fail(call, shape, first, count, String.valueOf(actual[first]), expected[first] + within);
    }
  }

  /** Fails unless every element has the same bits; all NaNs are equal here. */
  static void sameBits(String call, Shape shape, double[] expected, double[] actual) {
    int first = -1;
    int count = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Double.compare(expected[i], actual[i]) != 0) {
        first = count++ == 0 ? i : first;
      }
    }
    if (count > 0) {
      fail(call, shape, first, count, String.valueOf(actual[first]), "exactly " + expected[first]);
    }
  }

  private static void fail(
      String call, Shape shape, int at, int count, String actual, String expected) {
    String place = "[" + at / shape.columns() + ", " + at % shape.columns() + "]";
    String others =
        count > 1 ? " (and " + (count - 1) + " of " + shape.size() + " elements more)" : "";
    throw new AssertionError(
        call
            + ": element "
            + place
            + " of "
            + shape
            + " is "
            + actual
            + ", expected "
            + expected
            + others);
  }
}
