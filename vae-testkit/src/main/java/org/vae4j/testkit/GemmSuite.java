package org.vae4j.testkit;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Matrix products against the textbook's triple loop. */
abstract class GemmSuite extends ConformanceSuite {
  private static final double[] FACTORS = {0, 1, -0.5, 2};
  private static final boolean[] FLAGS = {false, true};

  /** m, k, n. */
  private static final int[][] SIZES = {
    {1, 1, 1}, {1, 5, 1}, {5, 1, 7}, {1, 7, 13}, {7, 13, 1}, {13, 13, 13}, {7, 13, 31}, {31, 17, 7}
  };

  GemmSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void gemmMatchesTheTripleLoop(DType dtype) {
    for (int[] size : SIZES) {
      for (double alpha : FACTORS) {
        for (double beta : FACTORS) {
          everyTransposition(dtype, size[0], size[1], size[2], alpha, beta);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gemmMatchesTheTripleLoopBeyondOneBlock(DType dtype) {
    everyTransposition(dtype, 257, 64, 31, 1, 0);
    everyTransposition(dtype, 64, 257, 131, -0.5, 2);
  }

  /** Some engines compute these as their transpose. */
  @ParameterizedTest
  @EnumSource
  void gemmMatchesTheTripleLoopForFewRowsByALargeMatrix(DType dtype) {
    everyTransposition(dtype, 31, 257, 271, -0.5, 0);
    everyTransposition(dtype, 2, 257, 271, 1, 0);
    everyTransposition(dtype, 31, 257, 271, -0.5, 2);
  }

  private void everyTransposition(DType dtype, int m, int k, int n, double alpha, double beta) {
    for (boolean transposeA : FLAGS) {
      for (boolean transposeB : FLAGS) {
        gemm(dtype, transposeA, transposeB, m, k, n, alpha, beta);
      }
    }
    closeTensors();
  }

  private void gemm(
      DType dtype,
      boolean transposeA,
      boolean transposeB,
      int m,
      int k,
      int n,
      double alpha,
      double beta) {
    double[] a = Samples.signed(dtype, m * k, 1);
    double[] b = Samples.signed(dtype, k * n, 2);
    double[] before = Samples.signed(dtype, m * n, 3);
    double[] expected = new double[m * n];
    double[] scale = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double magnitude = 0;
        for (int l = 0; l < k; l++) {
          double term =
              a[transposeA ? l * m + i : i * k + l] * b[transposeB ? j * k + l : l * n + j];
          sum += term;
          magnitude += Math.abs(term);
        }
        expected[i * n + j] = Samples.round(dtype, alpha * sum + beta * before[i * n + j]);
        scale[i * n + j] = Math.abs(alpha) * magnitude + Math.abs(beta * before[i * n + j]);
      }
    }
    Shape shapeA = transposeA ? Shape.of(k, m) : Shape.of(m, k);
    Shape shapeB = transposeB ? Shape.of(n, k) : Shape.of(k, n);
    Shape shape = Shape.of(m, n);
    Tensor left = tensor(dtype, shapeA, a);
    Tensor right = tensor(dtype, shapeB, b);
    Tensor out = beta == 0 ? stale(dtype, shape) : tensor(dtype, shape, before);
    backend().gemm(transposeA, transposeB, alpha, left, right, beta, out);
    String call =
        "gemm "
            + dtype
            + " of a "
            + shapeA
            + (transposeA ? " transposed" : "")
            + " and b "
            + shapeB
            + (transposeB ? " transposed" : "")
            + ", alpha "
            + alpha
            + ", beta "
            + beta;
    Compare.close(call, Tolerance.sums(dtype), shape, expected, scale, read(out));
    Compare.sameBits(call + ", a afterwards", shapeA, a, read(left));
    Compare.sameBits(call + ", b afterwards", shapeB, b, read(right));
  }

  @ParameterizedTest
  @EnumSource
  void gemmOfATensorWithItselfIsThatOfTwoCopies(DType dtype) {
    Shape shape = Shape.of(7, 13);
    double[] values = Samples.signed(dtype, shape.size(), 4);
    Tensor a = tensor(dtype, shape, values);
    Tensor copy = tensor(dtype, shape, values);
    Tensor expected = stale(dtype, Shape.of(13, 13));
    Tensor actual = stale(dtype, Shape.of(13, 13));
    backend().gemm(true, false, 1, a, copy, 0, expected);
    backend().gemm(true, false, 1, a, a, 0, actual);
    Compare.close(
        "gemm(true, false, 1, a, a, 0, out) " + dtype,
        Tolerance.sums(dtype),
        expected.shape(),
        read(expected),
        read(filled(dtype, expected.shape(), 9 * 7)),
        read(actual));
  }

  @ParameterizedTest
  @EnumSource
  void gemmSeesAnyRankAsFirstDimensionTimesTheRest(DType dtype) {
    double[] values = Samples.signed(dtype, 60, 5);
    double[] vector = Samples.signed(dtype, 20, 6);
    Tensor expected = stale(dtype, Shape.of(3, 1));
    Tensor actual = stale(dtype, Shape.of(3, 1));
    backend()
        .gemm(
            false,
            true,
            1,
            tensor(dtype, Shape.of(3, 20), values),
            tensor(dtype, Shape.of(1, 20), vector),
            0,
            expected);
    backend()
        .gemm(
            false,
            true,
            1,
            tensor(dtype, Shape.of(3, 4, 5), values),
            tensor(dtype, Shape.of(20), vector),
            0,
            actual);
    Compare.sameBits(
        "gemm " + dtype + " of a 3×4×5 and b 20 transposed, against 3×20 and 1×20",
        expected.shape(),
        read(expected),
        read(actual));
  }
}
