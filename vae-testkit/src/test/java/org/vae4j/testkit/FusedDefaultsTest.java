package org.vae4j.testkit;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/** The default bodies of fused operations against the formulas in their descriptions. */
final class FusedDefaultsTest {
  private static final Shape SHAPE = Shape.of(7, 13);
  private static final int SIZE = 91;
  private static final Tolerance TOLERANCE = Tolerance.sums(DType.F64);

  private final Backend backend = new ReferenceBackend();
  private final double[] a = Samples.signed(DType.F64, SIZE, 1);
  private final double[] b = Samples.signed(DType.F64, SIZE, 2);
  private final double[] c = Samples.signed(DType.F64, SIZE, 3);
  private final double[] probabilities = Samples.uniform(DType.F64, SIZE, 4, 0, 1);

  @Test
  void affine() {
    Shape outShape = Shape.of(7, 2);
    double[] w = Samples.signed(DType.F64, 26, 5);
    double[] bias = {0.3, -0.4};
    double[] expected = new double[14];
    for (int i = 0; i < 14; i++) {
      double sum = bias[i % 2];
      for (int l = 0; l < 13; l++) {
        sum += a[i / 2 * 13 + l] * w[i % 2 * 13 + l];
      }
      expected[i] = Math.tanh(sum);
    }
    Tensor out = tensor(outShape, new double[14]);
    backend.affine(
        tensor(SHAPE, a), tensor(Shape.of(2, 13), w), tensor(Shape.of(2), bias), UnaryOp.TANH, out);
    near("affine", expected, out);
  }

  @Test
  void reparameterise() {
    double[] expected = new double[SIZE];
    Arrays.setAll(expected, i -> a[i] + c[i] * Math.exp(b[i] / 2));
    Tensor out = tensor(SHAPE, new double[SIZE]);
    backend.reparameterise(tensor(SHAPE, a), tensor(SHAPE, b), tensor(SHAPE, c), out);
    near("reparameterise", expected, out);
  }

  @Test
  void gaussianKl() {
    double sum = 0;
    double[] gradLogvar = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      sum += (Math.exp(b[i]) + a[i] * a[i] - b[i] - 1) / 2;
      gradLogvar[i] = (Math.exp(b[i]) - 1) / 2;
    }
    Tensor toMu = tensor(SHAPE, new double[SIZE]);
    Tensor toLogvar = tensor(SHAPE, new double[SIZE]);
    Tensor out = tensor(Shape.SCALAR, 0);
    backend.gaussianKl(tensor(SHAPE, a), tensor(SHAPE, b), toMu, toLogvar, out);
    near("gaussianKl", new double[] {sum}, out);
    near("gaussianKl, gradient of mu", a, toMu);
    near("gaussianKl, gradient of logvar", gradLogvar, toLogvar);
  }

  @Test
  void squaredError() {
    double sum = 0;
    double[] grad = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
      grad[i] = 2 * (a[i] - b[i]);
    }
    Tensor toGrad = tensor(SHAPE, new double[SIZE]);
    Tensor out = tensor(Shape.SCALAR, 0);
    backend.squaredError(tensor(SHAPE, a), tensor(SHAPE, b), toGrad, out);
    near("squaredError", new double[] {sum}, out);
    near("squaredError, gradient", grad, toGrad);
  }

  @Test
  void crossEntropyWithLogits() {
    double sum = 0;
    double[] grad = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double p = 1 / (1 + Math.exp(-a[i]));
      sum -= probabilities[i] * Math.log(p) + (1 - probabilities[i]) * Math.log(1 - p);
      grad[i] = p - probabilities[i];
    }
    Tensor toGrad = tensor(SHAPE, new double[SIZE]);
    Tensor out = tensor(Shape.SCALAR, 0);
    backend.crossEntropyWithLogits(tensor(SHAPE, a), tensor(SHAPE, probabilities), toGrad, out);
    near("crossEntropyWithLogits", new double[] {sum}, out);
    near("crossEntropyWithLogits, gradient", grad, toGrad);
  }

  @Test
  void adamIsThatOfThePaperWithBiasCorrections() {
    double rate = 0.01;
    double epsilon = 1e-3;
    double[] p = a.clone();
    double[] m = new double[SIZE];
    double[] v = new double[SIZE];
    Tensor parameter = tensor(SHAPE, a);
    Tensor first = tensor(SHAPE, m);
    Tensor second = tensor(SHAPE, v);
    for (int t = 1; t <= 3; t++) {
      double[] g = Samples.signed(DType.F64, SIZE, 10 + t);
      double correction1 = 1 - Math.pow(0.9, t);
      double correction2 = 1 - Math.pow(0.999, t);
      for (int i = 0; i < SIZE; i++) {
        m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
        v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
        p[i] -= rate * (m[i] / correction1) / (Math.sqrt(v[i] / correction2) + epsilon);
      }
      backend.adam(
          parameter,
          tensor(SHAPE, g),
          first,
          second,
          rate * Math.sqrt(correction2) / correction1,
          0.9,
          0.999,
          epsilon * Math.sqrt(correction2));
    }
    near("adam, parameter", p, parameter);
    near("adam, first moment", m, first);
    near("adam, second moment", v, second);
  }

  private Tensor tensor(Shape shape, double... values) {
    Tensor tensor = backend.allocate(shape, DType.F64);
    backend.write(tensor, 0, values, 0, values.length);
    return tensor;
  }

  private void near(String call, double[] expected, Tensor actual) {
    double[] scale = new double[expected.length];
    Arrays.fill(scale, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
    double[] values = ConformanceSuite.read(backend, actual);
    Compare.close(call, TOLERANCE, actual.shape(), expected, scale, values);
  }
}
