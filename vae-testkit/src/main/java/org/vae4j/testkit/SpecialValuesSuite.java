package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/** NaN, infinities, both zeros and subnormal numbers come out as IEEE 754 arithmetic has them. */
abstract class SpecialValuesSuite extends ConformanceSuite {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  SpecialValuesSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void unaryTakesEverySpecialValue(DType dtype) {
    double[] special = Samples.special(dtype);
    // in rows, so that vector loops and their remainders both see each value
    Shape shape = Shape.of(17, special.length);
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> special[i % special.length]);
    for (UnaryOp op : UnaryOp.values()) {
      double[] expected = new double[values.length];
      Arrays.setAll(expected, i -> Samples.round(dtype, op.apply(values[i])));
      Tensor out = filled(dtype, shape, 7);
      backend().unary(op, tensor(dtype, shape, values), out);
      double[] actual = read(out);
      for (int i = 0; i < special.length; i++) {
        check("unary " + op + " " + dtype + " of " + special[i], dtype, expected[i], actual[i]);
      }
      Compare.close(
          "unary " + op + " " + dtype, Tolerance.elementwise(dtype), shape, expected, actual);
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryTakesEveryPairOfSpecialValues(DType dtype) {
    double[] all = Samples.special(dtype);
    // outputs of activations are what gradients are asked at
    double[] outputs = Arrays.stream(all).filter(y -> !(Math.abs(y) > 1)).toArray();
    for (BinaryOp op : BinaryOp.values()) {
      double[] left = op.compareTo(BinaryOp.DIVIDE) <= 0 ? all : outputs;
      Shape shape = Shape.of(left.length, all.length);
      double[] a = new double[shape.size()];
      double[] b = new double[shape.size()];
      Arrays.setAll(a, i -> left[i / all.length]);
      Arrays.setAll(b, i -> all[i % all.length]);
      Tensor out = filled(dtype, shape, 7);
      backend().binary(op, tensor(dtype, shape, a), tensor(dtype, shape, b), out);
      double[] actual = read(out);
      for (int i = 0; i < a.length; i++) {
        double expected = Samples.round(dtype, op.apply(a[i], b[i]));
        check(
            "binary " + op + " " + dtype + " of " + a[i] + " and " + b[i],
            dtype,
            expected,
            actual[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void subnormalNumbersAreNotFlushedToZero(DType dtype) {
    Shape shape = Shape.of(1, 33);
    double smallest = dtype == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    double[] values = new double[33];
    Arrays.setAll(values, i -> (i - 16) * smallest);
    Tensor a = tensor(dtype, shape, values);
    Tensor out = filled(dtype, shape, 7);
    backend().unary(UnaryOp.IDENTITY, a, out);
    Compare.sameBits("unary IDENTITY of subnormal numbers " + dtype, shape, values, read(out));
    backend().binary(BinaryOp.MULTIPLY, a, filled(dtype, shape, 1), out);
    Compare.sameBits("subnormal numbers times 1 " + dtype, shape, values, read(out));
    backend().axpby(1, a, 0, out);
    Compare.sameBits("axpby of subnormal numbers " + dtype, shape, values, read(out));
    backend().scale(1, a, 0, out);
    Compare.sameBits("scale of subnormal numbers by 1 " + dtype, shape, values, read(out));
    backend().gemm(false, false, 1, filled(dtype, Shape.SCALAR, 1), a, 0, out);
    Compare.sameBits("gemm of 1 and subnormal numbers " + dtype, shape, values, read(out));
    Tensor one = stale(dtype, Shape.SCALAR);
    backend().sum(Reduction.ALL, filled(dtype, shape, smallest), 0, one);
    assertThat(read(one))
        .as("sum of 33 subnormal numbers %s", dtype)
        .containsExactly(33 * smallest);
  }

  @ParameterizedTest
  @EnumSource
  void gemmCarriesNanToItsRowAndColumnOnly(DType dtype) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (double special : new double[] {NAN, INFINITY, -INFINITY}) {
          // every factor that meets the special value is 0, so that skipping zeros loses it
          String call =
              "gemm("
                  + transposeA
                  + ", "
                  + transposeB
                  + ", ...) "
                  + dtype
                  + " with "
                  + special
                  + " times 0 in ";
          product(call + "a", dtype, transposeA, transposeB, special, true);
          product(call + "b", dtype, transposeA, transposeB, special, false);
        }
      }
    }
  }

  private void product(
      String call,
      DType dtype,
      boolean transposeA,
      boolean transposeB,
      double special,
      boolean inA) {
    int m = 13;
    int k = 17;
    int n = 31;
    double[] a = Samples.signed(dtype, m * k, 1);
    double[] b = Samples.signed(dtype, k * n, 2);
    int row = 5;
    int inner = 11;
    int column = 29;
    for (int i = 0; i < m && !inA; i++) {
      a[transposeA ? inner * m + i : i * k + inner] = 0;
    }
    for (int j = 0; j < n && inA; j++) {
      b[transposeB ? j * k + inner : inner * n + j] = 0;
    }
    if (inA) {
      a[transposeA ? inner * m + row : row * k + inner] = special;
    } else {
      b[transposeB ? column * k + inner : inner * n + column] = special;
    }
    Shape shape = Shape.of(m, n);
    Tensor out = filled(dtype, shape, 7);
    backend()
        .gemm(
            transposeA,
            transposeB,
            1,
            tensor(dtype, transposeA ? Shape.of(k, m) : Shape.of(m, k), a),
            tensor(dtype, transposeB ? Shape.of(n, k) : Shape.of(k, n), b),
            0,
            out);
    double[] actual = read(out);
    for (int i = 0; i < actual.length; i++) {
      boolean expected = inA ? i / n == row : i % n == column;
      assertThat(Double.isNaN(actual[i]))
          .as("%s: whether element [%d, %d], %s, is NaN", call, i / n, i % n, actual[i])
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void betaZeroOverwritesNanAndInfinityAndOtherBetasKeepThem(DType dtype) {
    Shape shape = Shape.of(7, 13);
    Tensor a = tensor(dtype, shape, Samples.signed(dtype, shape.size(), 3));
    Tensor square = filled(dtype, Shape.of(7, 7), 0.5);
    for (double before : new double[] {NAN, INFINITY, -INFINITY}) {
      for (double alpha : new double[] {1, 0}) {
        Tensor out = filled(dtype, shape, before);
        backend().axpby(alpha, a, 0, out);
        finite("axpby with beta 0 and alpha " + alpha + " over " + before + " " + dtype, out);
        out = filled(dtype, shape, before);
        backend().gemm(false, false, alpha, square, a, 0, out);
        finite("gemm with beta 0 and alpha " + alpha + " over " + before + " " + dtype, out);
      }
      Tensor out = filled(dtype, shape, before);
      backend().axpby(1, a, 0.5, out);
      all("axpby with beta 0.5", before, out);
      out = filled(dtype, shape, before);
      backend().gemm(false, false, 1, square, a, 1, out);
      all("gemm with beta 1", before, out);
      for (Reduction over : Reduction.values()) {
        out = filled(dtype, over.of(shape), before);
        backend().sum(over, a, 0, out);
        finite("sum over " + over + " with beta 0 over " + before + " " + dtype, out);
        out = filled(dtype, over.of(shape), before);
        backend().sum(over, a, 1, out);
        all("sum over " + over + " with beta 1", before, out);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumCarriesNanAndInfinityToTheirSumsOnly(DType dtype) {
    Shape shape = Shape.of(7, 13);
    double[] values = Samples.signed(dtype, shape.size(), 4);
    values[2 * 13 + 5] = NAN;
    values[3 * 13 + 6] = INFINITY;
    values[4 * 13 + 7] = INFINITY;
    values[4 * 13 + 8] = -INFINITY;
    Tensor a = tensor(dtype, shape, values);
    Tensor rows = stale(dtype, Shape.of(1, 13));
    backend().sum(Reduction.ROWS, a, 0, rows);
    double[] sums = read(rows);
    for (int i = 0; i < 13; i++) {
      specialOrFinite(
          "sum over ROWS " + dtype,
          i,
          sums[i],
          i == 5 ? NAN : i == 6 || i == 7 ? INFINITY : i == 8 ? -INFINITY : 0);
    }
    Tensor columns = stale(dtype, Shape.of(7, 1));
    backend().sum(Reduction.COLUMNS, a, 0, columns);
    sums = read(columns);
    for (int i = 0; i < 7; i++) {
      specialOrFinite(
          "sum over COLUMNS " + dtype, i, sums[i], i == 2 || i == 4 ? NAN : i == 3 ? INFINITY : 0);
    }
    Tensor one = filled(dtype, Shape.SCALAR, 7);
    backend().sum(Reduction.ALL, a, 0, one);
    all("sum over ALL", NAN, one);
  }

  @ParameterizedTest
  @EnumSource
  void scaleCarriesSpecialValues(DType dtype) {
    double[] values = {NAN, INFINITY, -INFINITY, 0, -0.0};
    Shape shape = Shape.of(5);
    Tensor out = filled(dtype, shape, 7);
    backend().scale(-2, tensor(dtype, shape, values), 1, out);
    assertThat(read(out))
        .as("scale by -2 and shift by 1 %s", dtype)
        .containsExactly(NAN, -INFINITY, INFINITY, 1, 1);
  }

  private static void check(String call, DType dtype, double expected, double actual) {
    assertThat(Tolerance.elementwise(dtype).accepts(expected, actual, expected))
        .as("%s is %s, expected %s", call, actual, expected)
        .isTrue();
    if (expected == 0 && actual == 0) {
      same(call, expected, actual);
    }
  }

  private void finite(String call, Tensor tensor) {
    for (double value : read(tensor)) {
      assertThat(value).as(call).isFinite();
    }
  }

  private void all(String call, double expected, Tensor tensor) {
    for (double value : read(tensor)) {
      same(call + " over " + expected, expected, value);
    }
  }

  private static void specialOrFinite(String call, int at, double actual, double expected) {
    if (expected == 0) {
      assertThat(actual).as("%s at %d", call, at).isFinite();
    } else {
      same(call + " at " + at, expected, actual);
    }
  }

  /** Equal as {@link Double#equals} has it: NaN is NaN, and zeros have signs. */
  private static void same(String call, Double expected, Double actual) {
    assertThat(actual).as(call).isEqualTo(expected);
  }
}
