package org.vae4j.view;

/** Eigenvectors of small symmetric matrices by cyclic Jacobi rotations, in a fixed order. */
final class SymmetricEigen {
  private static final int SWEEPS = 50;

  private final double[][] a;
  private final double[][] vectors;

  /** Takes a symmetric matrix, which is not modified. */
  SymmetricEigen(double[][] matrix) {
    int n = matrix.length;
    a = new double[n][];
    vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && offDiagonal() > 0; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(p, q);
        }
      }
    }
  }

  /** Returns the squares off the diagonal, 0 where they are lost beside those on it. */
  private double offDiagonal() {
    double off = 0;
    double on = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = 0; j < i; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off > on * 1e-30 ? off : 0;
  }

  /** Makes a[p][q] zero. Source: Golub and Van Loan, Matrix Computations, 8.5. */
  private void rotate(int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double vp = vectors[p][k];
      double vq = vectors[q][k];
      vectors[p][k] = c * vp - s * vq;
      vectors[q][k] = s * vp + c * vq;
    }
  }

  double value(int i) {
    return a[i][i];
  }

  /** Returns the vector of unit length for a value. */
  double[] vector(int i) {
    return vectors[i].clone();
  }
}
