package org.vae4j.tensor.exact;

import org.vae4j.tensor.Tensor;

/**
 * The textbook's sum for a single element of a product: in binary64, which holds each term exactly,
 * from the first term to the last.
 */
final class PlainSum {
  private final float[] a;
  private final int rowStep;
  private final int innerStepA;
  private final float[] b;
  private final int columnStep;
  private final int innerStepB;
  private final int k;

  PlainSum(boolean transposeA, boolean transposeB, Tensor a, Tensor b) {
    int columnsA = a.shape().columns();
    int columnsB = b.shape().columns();
    this.a = ExactBackend.floats(a);
    this.rowStep = transposeA ? 1 : columnsA;
    this.innerStepA = transposeA ? columnsA : 1;
    this.b = ExactBackend.floats(b);
    this.columnStep = transposeB ? columnsB : 1;
    this.innerStepB = transposeB ? 1 : columnsB;
    this.k = transposeA ? a.shape().rows() : columnsA;
  }

  double of(int row, int column) {
    int atA = row * rowStep;
    int atB = column * columnStep;
    double sum = 0;
    for (int l = 0; l < k; l++) {
      sum += (double) a[atA + l * innerStepA] * b[atB + l * innerStepB];
    }
    // what NaN an operation gives is the processor's choice
    return Double.isNaN(sum) ? Double.NaN : sum;
  }
}
