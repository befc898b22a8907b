package org.vae4j.testkit;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * Elementwise operations against the scalar definitions, broadcasts and in-place calls included.
 */
abstract class ElementwiseSuite extends ConformanceSuite {
  private static final double[] FACTORS = {0, 1, -0.5, 2};

  ElementwiseSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void unaryMatchesItsDefinition(DType dtype) {
    for (UnaryOp op : UnaryOp.values()) {
      for (Shape shape : Samples.SHAPES) {
        unary(op, dtype, shape, Samples.signed(dtype, shape.size(), 1));
      }
      Shape wide = Shape.of(7, 13);
      unary(op, dtype, wide, Samples.uniform(dtype, wide.size(), 2, -100, 100));
    }
  }

  private void unary(UnaryOp op, DType dtype, Shape shape, double[] values) {
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = Samples.round(dtype, op.apply(values[i]));
    }
    String call = "unary " + op + " " + dtype;
    Tensor a = tensor(dtype, shape, values);
    Tensor out = stale(dtype, shape);
    backend().unary(op, a, out);
    double[] actual = read(out);
    Compare.close(call, Tolerance.elementwise(dtype), shape, expected, actual);
    Compare.sameBits(call + ", its input afterwards", shape, values, read(a));
    backend().unary(op, a, a);
    Compare.sameBits(call + " in place, against a separate output", shape, actual, read(a));
  }

  @ParameterizedTest
  @EnumSource
  void binaryMatchesItsDefinition(DType dtype) {
    for (BinaryOp op : BinaryOp.values()) {
      for (Shape shape : Samples.SHAPES) {
        binary(op, dtype, shape, shape);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binarySpreadsARowAColumnAndASingleValue(DType dtype) {
    for (BinaryOp op : BinaryOp.values()) {
      for (Shape shape : Samples.SHAPES) {
        binary(op, dtype, shape, Shape.of(1, shape.columns()));
        binary(op, dtype, shape, Shape.of(shape.columns()));
        binary(op, dtype, shape, Shape.of(shape.rows(), 1));
        binary(op, dtype, shape, Shape.SCALAR);
      }
      binary(op, dtype, Shape.of(13, 13), Shape.of(1, 13));
      binary(op, dtype, Shape.of(13, 13), Shape.of(13, 1));
    }
  }

  private void binary(BinaryOp op, DType dtype, Shape shape, Shape spread) {
    double[] a = Samples.signed(dtype, shape.size(), 3);
    double[] b = Samples.signed(dtype, spread.size(), 4);
    double[] expected = new double[a.length];
    double[] scale = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      int row = spread.rows() == 1 ? 0 : i / shape.columns();
      int column = spread.columns() == 1 ? 0 : i % shape.columns();
      double other = b[row * spread.columns() + column];
      expected[i] = Samples.round(dtype, op.apply(a[i], other));
      // a sum, product or quotient is rounded once; a gradient has 1 - y² or its like inside
      scale[i] =
          op.compareTo(BinaryOp.DIVIDE) <= 0
              ? expected[i]
              : Math.max(Math.abs(a[i]), Math.abs(other));
    }
    String call = "binary " + op + " " + dtype + " with b " + spread;
    Tensor left = tensor(dtype, shape, a);
    Tensor right = tensor(dtype, spread, b);
    Tensor out = stale(dtype, shape);
    backend().binary(op, left, right, out);
    double[] actual = read(out);
    Compare.close(call, Tolerance.elementwise(dtype), shape, expected, scale, actual);
    Compare.sameBits(call + ", a afterwards", shape, a, read(left));
    Compare.sameBits(call + ", b afterwards", spread, b, read(right));
    if (spread.equals(shape)) {
      backend().binary(op, left, right, right);
      Compare.sameBits(call + " into b, against a separate output", shape, actual, read(right));
    }
    backend().binary(op, left, tensor(dtype, spread, b), left);
    Compare.sameBits(call + " into a, against a separate output", shape, actual, read(left));
  }

  @ParameterizedTest
  @EnumSource
  void binaryOfATensorWithItself(DType dtype) {
    Shape shape = Shape.of(7, 13);
    for (BinaryOp op : BinaryOp.values()) {
      double[] values = Samples.signed(dtype, shape.size(), 5);
      Tensor out = stale(dtype, shape);
      Tensor a = tensor(dtype, shape, values);
      backend().binary(op, a, tensor(dtype, shape, values), out);
      backend().binary(op, a, a, a);
      Compare.sameBits("binary " + op + "(a, a, a) " + dtype, shape, read(out), read(a));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scaleMultipliesAndShifts(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      double[] a = Samples.signed(dtype, shape.size(), 6);
      for (double alpha : FACTORS) {
        for (double shift : FACTORS) {
          double[] expected = new double[a.length];
          double[] scale = new double[a.length];
          for (int i = 0; i < a.length; i++) {
            expected[i] = Samples.round(dtype, alpha * a[i] + shift);
            scale[i] = Math.abs(alpha * a[i]) + Math.abs(shift);
          }
          String call = "scale by " + alpha + " and shift by " + shift + " " + dtype;
          Tensor in = tensor(dtype, shape, a);
          Tensor out = stale(dtype, shape);
          backend().scale(alpha, in, shift, out);
          double[] actual = read(out);
          Compare.close(call, Tolerance.elementwise(dtype), shape, expected, scale, actual);
          Compare.sameBits(call + ", its input afterwards", shape, a, read(in));
          backend().scale(alpha, in, shift, in);
          Compare.sameBits(call + " in place, against a separate output", shape, actual, read(in));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void axpbyAddsToWhatIsThere(DType dtype) {
    for (Shape shape : Samples.SHAPES) {
      double[] a = Samples.signed(dtype, shape.size(), 7);
      double[] before = Samples.signed(dtype, shape.size(), 8);
      for (double alpha : FACTORS) {
        for (double beta : FACTORS) {
          double[] expected = new double[a.length];
          double[] scale = new double[a.length];
          for (int i = 0; i < a.length; i++) {
            expected[i] = Samples.round(dtype, alpha * a[i] + beta * before[i]);
            scale[i] = Math.abs(alpha * a[i]) + Math.abs(beta * before[i]);
          }
          String call = "axpby with alpha " + alpha + " and beta " + beta + " " + dtype;
          Tensor in = tensor(dtype, shape, a);
          Tensor out = beta == 0 ? stale(dtype, shape) : tensor(dtype, shape, before);
          backend().axpby(alpha, in, beta, out);
          Compare.close(call, Tolerance.elementwise(dtype), shape, expected, scale, read(out));
          Compare.sameBits(call + ", its input afterwards", shape, a, read(in));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void axpbyOfATensorToItself(DType dtype) {
    Shape shape = Shape.of(31, 17);
    double[] values = Samples.signed(dtype, shape.size(), 9);
    for (double beta : FACTORS) {
      Tensor out = tensor(dtype, shape, values);
      Tensor a = tensor(dtype, shape, values);
      backend().axpby(2, a, beta, out);
      backend().axpby(2, a, beta, a);
      Compare.sameBits(
          "axpby of a to a with beta " + beta + " " + dtype, shape, read(out), read(a));
    }
  }
}
