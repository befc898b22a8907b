package org.vae4j.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.exact.OddEngine.Order;

/** The bounds that {@link ExactBackend} states, against sums without any rounding. */
final class ErrorBoundTest {
  private static final BigDecimal OVERFLOW = exactly(0x1.ffffffp127);

  static Numbers[] finite() {
    return Numbers.finite();
  }

  @ParameterizedTest
  @MethodSource("finite")
  void elementsAreWithinBothBounds(Numbers numbers) {
    for (int k : new int[] {1, 2, 3, 7, 64, 784}) {
      within(Product.of(numbers, 7, k, 6));
      within(Product.of(numbers, 3, k, 4).transposed(true, false));
      within(Product.of(numbers, 4, k, 3).transposed(false, true));
      within(Product.of(numbers, 2, k, 5).transposed(true, true));
    }
    within(Product.of(numbers, 2, 10_000, 2));
  }

  private static void within(Product product) {
    float[] actual;
    try (Backend backend = new ExactBackend(new OddEngine(Order.LANES, false))) {
      actual = product.on(backend);
    }
    for (int i = 0; i < product.m(); i++) {
      float[] row = product.row(i);
      for (int j = 0; j < product.n(); j++) {
        float[] column = product.column(j);
        within(product + ", element " + i + ", " + j, row, column, actual[i * product.n() + j]);
      }
    }
  }

  private static void within(String what, float[] row, float[] column, float actual) {
    int k = row.length;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal magnitudes = BigDecimal.ZERO;
    float largestInRow = 0;
    float largestInColumn = 0;
    for (int l = 0; l < k; l++) {
      BigDecimal term = new BigDecimal(row[l]).multiply(new BigDecimal(column[l]));
      sum = sum.add(term);
      magnitudes = magnitudes.add(term.abs());
      largestInRow = Math.max(largestInRow, Math.abs(row[l]));
      largestInColumn = Math.max(largestInColumn, Math.abs(column[l]));
    }
    // to binary32: half a unit in the last place, or of the smallest number
    BigDecimal rounding = times(0x1.00001p-24, sum.abs()).add(exactly(0x1p-150));
    if (Float.isInfinite(actual)) {
      BigDecimal size = sum.multiply(exactly(Math.signum(actual)));
      assertThat(size.add(times(k * 0x1p-25, magnitudes))).as(what).isGreaterThan(OVERFLOW);
      return;
    }
    BigDecimal error = new BigDecimal(actual).subtract(sum).abs().subtract(rounding);
    BigDecimal byTerms = times(k * 0x1p-25, magnitudes);
    BigDecimal byLargest =
        times(5.0 * k * Math.scalb(1.0, -2 * Slices.bits(k)), new BigDecimal(largestInRow))
            .multiply(new BigDecimal(largestInColumn));
    BigDecimal bySum = times(k * 0x1p-53, magnitudes);
    assertThat(error).as("%s: error by the terms", what).isLessThanOrEqualTo(byTerms);
    assertThat(error)
        .as("%s: error by the largest elements, or that of a plain sum", what)
        .isLessThanOrEqualTo(byLargest.max(bySum));
  }

  private static BigDecimal times(double factor, BigDecimal value) {
    return exactly(factor).multiply(value);
  }

  private static BigDecimal exactly(double value) {
    return new BigDecimal(value);
  }
}
