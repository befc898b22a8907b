package org.vae4j.parity;

import java.util.Arrays;
import org.vae4j.data.Dataset;

/** Probabilistic principal components of data (Tipping and Bishop 1999), in closed form. */
final class Ppca {
  private Ppca() {}

  /**
   * The mean log-likelihood of the data at its maximum over all W, b and variances: equations 7 and
   * 8 put into 5.
   */
  static double best(Dataset data, int latent) {
    double[] eigenvalues = eigenvalues(covariance(data));
    int d = eigenvalues.length;
    double variance = Arrays.stream(eigenvalues, 0, d - latent).average().orElseThrow();
    double logDeterminant = (d - latent) * Math.log(variance);
    for (int i = d - latent; i < d; i++) {
      logDeterminant += Math.log(eigenvalues[i]);
    }
    return -0.5 * (d * Math.log(2 * Math.PI) + logDeterminant + d);
  }

  /** The mean of log N(x; b, W Wᵀ + variance I) over the data. */
  static double logLikelihood(Dataset data, double[] w, double[] b, double variance) {
    int d = b.length;
    int latent = w.length / d;
    double[][] c = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < latent; k++) {
          c[i][j] += w[i * latent + k] * w[j * latent + k];
        }
      }
      c[i][i] += variance;
    }
    double[][] factor = cholesky(c);
    double sum = 0;
    double[] x = new double[d];
    for (int row = 0; row < data.size(); row++) {
      data.copy(row, x, 0);
      double square = 0;
      for (int i = 0; i < d; i++) {
        x[i] -= b[i];
        for (int j = 0; j < i; j++) {
          x[i] -= factor[i][j] * x[j];
        }
        x[i] /= factor[i][i];
        square += x[i] * x[i];
      }
      sum -= 0.5 * square;
    }
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      logDeterminant += 2 * Math.log(factor[i][i]);
    }
    return sum / data.size() - 0.5 * (d * Math.log(2 * Math.PI) + logDeterminant);
  }

  private static double[][] cholesky(double[][] c) {
    int d = c.length;
    double[][] l = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = c[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  private static double[][] covariance(Dataset data) {
    int d = data.features();
    double[] mean = new double[d];
    double[][] c = new double[d][d];
    double[] x = new double[d];
    for (int row = 0; row < data.size(); row++) {
      data.copy(row, x, 0);
      for (int i = 0; i < d; i++) {
        mean[i] += x[i] / data.size();
      }
    }
    for (int row = 0; row < data.size(); row++) {
      data.copy(row, x, 0);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          c[i][j] += (x[i] - mean[i]) * (x[j] - mean[j]) / data.size();
        }
      }
    }
    return c;
  }

  /** The eigenvalues of a symmetric matrix, rising, by Jacobi's rotations. */
  private static double[] eigenvalues(double[][] a) {
    int d = a.length;
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          if (Math.abs(a[p][q]) > 1e-14) {
            rotate(a, p, q);
          }
        }
      }
    }
    double[] values = new double[d];
    Arrays.setAll(values, i -> a[i][i]);
    Arrays.sort(values);
    return values;
  }

  private static void rotate(double[][] a, int p, int q) {
    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (int k = 0; k < a.length; k++) {
      double x = a[p][k];
      double y = a[q][k];
      a[p][k] = c * x - s * y;
      a[q][k] = s * x + c * y;
    }
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  }
}
