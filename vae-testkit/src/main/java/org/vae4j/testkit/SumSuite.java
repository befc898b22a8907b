package org.vae4j.testkit;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Sums against a plain loop. */
abstract class SumSuite extends ConformanceSuite {
  private static final double[] FACTORS = {0, 1, -0.5, 2};

  SumSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void sumMatchesAPlainLoop(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      for (Reduction over : Reduction.values()) {
        for (double beta : FACTORS) {
          sum(dtype, over, shape, beta);
        }
      }
    }
  }

  private void sum(DType dtype, Reduction over, Shape shape, double beta) {
    Shape sums = over.of(shape);
    double[] a = Samples.signed(dtype, shape.size(), 1);
    double[] before = Samples.signed(dtype, sums.size(), 2);
    double[] expected = new double[sums.size()];
    double[] scale = new double[sums.size()];
    for (int i = 0; i < a.length; i++) {
      int row = over == Reduction.COLUMNS ? i / shape.columns() : 0;
      int column = over == Reduction.ROWS ? i % shape.columns() : 0;
      expected[row * sums.columns() + column] += a[i];
      scale[row * sums.columns() + column] += Math.abs(a[i]);
    }
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Samples.round(dtype, expected[i] + beta * before[i]);
      scale[i] += Math.abs(beta * before[i]);
    }
    Tensor in = tensor(dtype, shape, a);
    Tensor out = beta == 0 ? stale(dtype, sums) : tensor(dtype, sums, before);
    backend().sum(over, in, beta, out);
    String call = "sum over " + over + " of " + shape + " " + dtype + ", beta " + beta;
    Compare.close(call, Tolerance.sums(dtype), sums, expected, scale, read(out));
    Compare.sameBits(call + ", its input afterwards", shape, a, read(in));
  }
}
