package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Writing, reading, filling and copying: the right elements, rounded once, and no others. */
abstract class MemorySuite extends ConformanceSuite {

  MemorySuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenAsDoubleIsReadBackRoundedToTheTensorsType(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      double[] values = numbers(shape.size());
      double[] expected = Arrays.stream(values).map(x -> Samples.round(dtype, x)).toArray();
      Tensor tensor = tensor(dtype, shape, values);
      Compare.sameBits(
          "write double[] to " + dtype + " and read double[]", shape, expected, read(tensor));
      float[] narrow = new float[shape.size()];
      backend().read(tensor, 0, narrow, 0, narrow.length);
      Compare.sameBits(
          "write double[] to " + dtype + " and read float[]",
          shape,
          rounded(values),
          widened(narrow));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenAsFloatIsReadBackExactly(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      float[] values = narrowed(numbers(shape.size()));
      Tensor tensor = stale(dtype, shape);
      backend().write(tensor, 0, values, 0, values.length);
      Compare.sameBits(
          "write float[] to " + dtype + " and read double[]", shape, widened(values), read(tensor));
      float[] narrow = new float[shape.size()];
      backend().read(tensor, 0, narrow, 0, narrow.length);
      Compare.sameBits(
          "write float[] to " + dtype + " and read float[]",
          shape,
          widened(values),
          widened(narrow));
    }
  }

  @ParameterizedTest
  @EnumSource
  void writeChangesItsRangeOnly(DType dtype) {
    Shape shape = Shape.of(7, 13);
    double[] source = Samples.signed(dtype, 40, 1);
    float[] narrow = narrowed(source);
    double[] expected = new double[shape.size()];
    Arrays.fill(expected, -7);
    for (int i = 0; i < 23; i++) {
      expected[11 + i] = source[5 + i];
    }
    Tensor out = filled(dtype, shape, -7);
    backend().write(out, 11, source, 5, 23);
    Compare.sameBits("write(out, 11, double[40], 5, 23) " + dtype, shape, expected, read(out));
    out = filled(dtype, shape, -7);
    backend().write(out, 11, narrow, 5, 23);
    for (int i = 0; i < 23; i++) {
      expected[11 + i] = narrow[5 + i];
    }
    Compare.sameBits("write(out, 11, float[40], 5, 23) " + dtype, shape, expected, read(out));
    backend().write(out, 91, source, 40, 0);
    Compare.sameBits("write of no element " + dtype, shape, expected, read(out));
  }

  @ParameterizedTest
  @EnumSource
  void readFillsItsRangeOnly(DType dtype) {
    Shape shape = Shape.of(7, 13);
    double[] values = Samples.signed(dtype, shape.size(), 2);
    Tensor a = tensor(dtype, shape, values);
    double[] expected = new double[40];
    Arrays.fill(expected, -7);
    double[] wide = expected.clone();
    float[] narrow = new float[40];
    Arrays.fill(narrow, -7);
    backend().read(a, 11, wide, 5, 23);
    backend().read(a, 11, narrow, 5, 23);
    for (int i = 0; i < 23; i++) {
      expected[5 + i] = values[11 + i];
    }
    Shape array = Shape.of(40);
    Compare.sameBits("read(a, 11, double[40], 5, 23) " + dtype, array, expected, wide);
    Compare.sameBits(
        "read(a, 11, float[40], 5, 23) " + dtype, array, rounded(expected), widened(narrow));
  }

  @ParameterizedTest
  @EnumSource
  void tensorsKeepNoHoldOfTheCallersArrays(DType dtype) {
    Shape shape = Shape.of(5, 1);
    double[] wide = {1, 2, 3, 4, 5};
    float[] narrow = {1, 2, 3, 4, 5};
    Tensor fromWide = tensor(dtype, shape, wide);
    Tensor fromNarrow = stale(dtype, shape);
    backend().write(fromNarrow, 0, narrow, 0, 5);
    Arrays.fill(wide, -1);
    Arrays.fill(narrow, -1);
    double[] read = read(fromWide);
    assertThat(read)
        .as("%s tensor after its double[] source has changed", dtype)
        .containsExactly(1, 2, 3, 4, 5);
    Arrays.fill(read, -1);
    assertThat(read(fromWide))
        .as("%s tensor after an array it was read to has changed", dtype)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(read(fromNarrow))
        .as("%s tensor after its float[] source has changed", dtype)
        .containsExactly(1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @EnumSource
  void fillSetsEveryElement(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      for (double value : new double[] {0, -0.0, 0.1, -3, Double.NaN, Double.NEGATIVE_INFINITY}) {
        double[] expected = new double[shape.size()];
        Arrays.fill(expected, Samples.round(dtype, value));
        Tensor out = filled(dtype, shape, 7);
        backend().fill(out, value);
        Compare.sameBits("fill with " + value + " " + dtype, shape, expected, read(out));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void copyColumnsLeavesOtherColumnsAlone(DType dtype) {
    copyColumns(dtype, Shape.of(1, 1), 0, Shape.of(1, 1), 0, 1);
    copyColumns(dtype, Shape.of(7, 13), 0, Shape.of(7, 13), 0, 13);
    copyColumns(dtype, Shape.of(7, 13), 4, Shape.of(7, 31), 20, 9);
    copyColumns(dtype, Shape.of(257, 64), 63, Shape.of(257, 2), 0, 1);
    copyColumns(dtype, Shape.of(31, 1), 0, Shape.of(31, 17), 16, 1);
    copyColumns(dtype, Shape.of(11), 2, Shape.of(1, 5), 1, 4);
    copyColumns(dtype, Shape.of(3, 4, 5), 10, Shape.of(3, 12), 1, 10);
  }

  private void copyColumns(DType dtype, Shape from, int first, Shape to, int at, int count) {
    double[] a = Samples.signed(dtype, from.size(), 3);
    double[] expected = new double[to.size()];
    Arrays.fill(expected, Double.NaN);
    for (int i = 0; i < to.rows() * count; i++) {
      int row = i / count;
      int column = i % count;
      expected[row * to.columns() + at + column] = a[row * from.columns() + first + column];
    }
    Tensor out = stale(dtype, to);
    Tensor in = tensor(dtype, from, a);
    backend().copyColumns(in, first, out, at, count);
    String call =
        "copyColumns "
            + dtype
            + ", "
            + count
            + " from "
            + first
            + " of "
            + from
            + " to "
            + at
            + " of "
            + to;
    Compare.sameBits(call, to, expected, read(out));
    Compare.sameBits(call + ", its input afterwards", from, a, read(in));
  }

  /** Special numbers first, then some that binary32 has to round, the last one to infinity. */
  private static double[] numbers(int count) {
    double[] special = Samples.special(DType.F64);
    double[] values = Samples.signed(DType.F64, count, 4);
    System.arraycopy(special, 0, values, 0, Math.min(count, special.length));
    return values;
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values).map(x -> (float) x).toArray();
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
