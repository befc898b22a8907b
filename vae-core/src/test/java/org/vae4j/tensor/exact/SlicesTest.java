package org.vae4j.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.exact.OddEngine.Order;

/** Slices keep what {@link Slices} says of them: the proof of exactness rests on it. */
final class SlicesTest {
  private static final int ROWS = 37;
  private static final int COLUMNS = 300;

  @Test
  void sumsOfAnyLengthStayBelowTheIntegersThatBinary64Holds() {
    for (int k :
        new int[] {1, 2, 3, 4, 5, 7, 64, 65, 784, 1024, 10_000, 1 << 20, Integer.MAX_VALUE}) {
      int bits = Slices.bits(k);
      assertThat(k * Math.scalb(1.0, 2 * bits)).as("k %d", k).isLessThanOrEqualTo(0x1p53);
    }
    assertThat(Slices.bits(1)).isEqualTo(26);
    assertThat(Slices.bits(64)).isEqualTo(23);
    assertThat(Slices.bits(784)).isEqualTo(21);
    assertThat(Slices.bits(10_000)).isEqualTo(19);
  }

  @ParameterizedTest
  @EnumSource
  void slicesAreMultiplesWithinTheirLimits(Numbers numbers) {
    for (boolean byRow : new boolean[] {true, false}) {
      for (boolean far : new boolean[] {true, false}) {
        check(numbers, byRow, far, 26);
        check(numbers, byRow, far, 21);
        check(numbers, byRow, far, 11);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 784, 1024, 10_000})
  void theirProductsAreNotRoundedInAnyOrder(int k) {
    for (Numbers numbers : Numbers.finite()) {
      double[] expected = products(numbers, k, Order.FORWARDS);
      for (Order order : Order.values()) {
        assertThat(products(numbers, k, order))
            .as("%s, k %d, %s", numbers, k, order)
            .containsExactly(expected);
      }
    }
  }

  /** Both products of a 2×k and a k×2 matrix, one after the other. */
  private static double[] products(Numbers numbers, int k, Order order) {
    try (Backend engine = new OddEngine(order, false);
        ScratchPool pool = new ScratchPool(engine);
        ScratchPool.Lease scratch = pool.lease();
        Backend exact = new ExactBackend(engine);
        Tensor a = exact.allocate(Shape.of(2, k), DType.F32);
        Tensor b = exact.allocate(Shape.of(k, 2), DType.F32)) {
      exact.write(a, 0, numbers.matrix(2, k, "a"), 0, 2 * k);
      exact.write(b, 0, numbers.matrix(k, 2, "b"), 0, 2 * k);
      Slices left = Slices.cut(engine, scratch, a, true, Slices.bits(k));
      Slices right = Slices.cut(engine, scratch, b, false, Slices.bits(k));
      Tensor out = scratch.take(Shape.of(2, 2));
      double[] results = new double[8];
      engine.gemm(false, false, 1, left.high(), right.high(), 0, out);
      engine.read(out, 0, results, 0, 4);
      engine.gemm(false, false, 1, left.high(), right.low(), 0, out);
      engine.gemm(false, false, 1, left.low(), right.high(), 1, out);
      engine.read(out, 0, results, 4, 4);
      // a sum of zeros may have either sign
      return Arrays.stream(results).map(x -> x + 0.0).toArray();
    }
  }

  private static void check(Numbers numbers, boolean byRow, boolean far, int bits) {
    float[] values = numbers.matrix(ROWS, COLUMNS, "");
    try (Backend engine = new OddEngine(Order.FORWARDS, far);
        ScratchPool pool = new ScratchPool(engine);
        ScratchPool.Lease scratch = pool.lease();
        Backend exact = new ExactBackend(engine);
        Tensor matrix = exact.allocate(Shape.of(ROWS, COLUMNS), DType.F32)) {
      exact.write(matrix, 0, values, 0, values.length);
      Slices slices = Slices.cut(engine, scratch, matrix, byRow, bits);
      double[] high = new double[values.length];
      double[] low = new double[values.length];
      engine.read(slices.high(), 0, high, 0, high.length);
      engine.read(slices.low(), 0, low, 0, low.length);
      double[] largest = new double[byRow ? ROWS : COLUMNS];
      for (int i = 0; i < values.length; i++) {
        int line = byRow ? i / COLUMNS : i % COLUMNS;
        double x = values[i];
        largest[line] = Math.max(largest[line], Math.abs(x));
        double bound = slices.bounds()[line];
        if (Double.isNaN(bound) || bound == 0) {
          assertThat(high[i]).isZero();
          assertThat(low[i]).isZero();
          continue;
        }
        double unit = Math.scalb(bound, -bits);
        double finer = Math.scalb(unit, -bits);
        assertThat(Math.abs(x)).isLessThan(bound);
        assertThat(high[i] / unit).isEqualTo(StrictMath.rint(high[i] / unit));
        assertThat(Math.abs(high[i])).isLessThanOrEqualTo(bound);
        assertThat(low[i] / finer).isEqualTo(StrictMath.rint(low[i] / finer));
        assertThat(Math.abs(low[i])).isLessThanOrEqualTo(unit / 2);
        assertThat(Math.abs(x - high[i] - low[i])).isLessThanOrEqualTo(finer / 2);
      }
      for (int line = 0; line < largest.length; line++) {
        double bound = slices.bounds()[line];
        if (!(largest[line] < Double.POSITIVE_INFINITY)) {
          assertThat(bound).isNaN();
        } else {
          assertThat(bound).isLessThanOrEqualTo(2 * largest[line]);
        }
      }
    }
  }
}
