package org.vae4j.tensor.exact;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** One product to compute: sizes, flags, factors, and what there was before. */
record Product(
    Numbers numbers,
    int m,
    int k,
    int n,
    boolean transposeA,
    boolean transposeB,
    double alpha,
    double beta) {
  private static final Map<String, float[]> DRAWN = new ConcurrentHashMap<>();

  static Product of(Numbers numbers, int m, int k, int n) {
    return new Product(numbers, m, k, n, false, false, 1, 0);
  }

  Product transposed(boolean a, boolean b) {
    return new Product(numbers, m, k, n, a, b, alpha, beta);
  }

  Product scaled(double newAlpha, double newBeta) {
    return new Product(numbers, m, k, n, transposeA, transposeB, newAlpha, newBeta);
  }

  private Shape shapeA() {
    return transposeA ? Shape.of(k, m) : Shape.of(m, k);
  }

  private Shape shapeB() {
    return transposeB ? Shape.of(n, k) : Shape.of(k, n);
  }

  private float[] matrixA() {
    return drawn(numbers, shapeA(), "a");
  }

  private float[] matrixB() {
    return drawn(numbers, shapeB(), "b");
  }

  float[] before() {
    return drawn(Numbers.NORMAL, Shape.of(m, n), "before");
  }

  private static float[] drawn(Numbers numbers, Shape shape, String seed) {
    return DRAWN.computeIfAbsent(
        numbers + " " + shape + " " + seed,
        key -> numbers.matrix(shape.rows(), shape.columns(), seed));
  }

  /** The left factor of term l of element (i, j). */
  float[] row(int i) {
    float[] matrix = matrixA();
    float[] row = new float[k];
    for (int l = 0; l < k; l++) {
      row[l] = matrix[transposeA ? l * m + i : i * k + l];
    }
    return row;
  }

  float[] column(int j) {
    float[] matrix = matrixB();
    float[] column = new float[k];
    for (int l = 0; l < k; l++) {
      column[l] = matrix[transposeB ? j * k + l : l * n + j];
    }
    return column;
  }

  /** Returns the product as a backend computes it, row-major. */
  float[] on(Backend backend) {
    try (Tensor a = backend.allocate(shapeA(), DType.F32);
        Tensor b = backend.allocate(shapeB(), DType.F32);
        Tensor out = backend.allocate(Shape.of(m, n), DType.F32)) {
      backend.write(a, 0, matrixA(), 0, m * k);
      backend.write(b, 0, matrixB(), 0, k * n);
      backend.write(out, 0, before(), 0, m * n);
      backend.gemm(transposeA, transposeB, alpha, a, b, beta, out);
      float[] result = new float[m * n];
      backend.read(out, 0, result, 0, m * n);
      return result;
    }
  }
}
