package org.vae4j.view;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plane in which latents are shown: the two dimensions themselves when there are two, or else
 * the first two principal components of the means. Equal means give equal bits.
 *
 * @param names what the two axes are called
 * @param shares the part of the means' variance along each axis
 * @param origin the latent in the middle
 * @param axes two latents of unit length; for a single dimension the second is zero
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what the model takes and gives
public record LatentPlane(List<String> names, double[] shares, double[] origin, double[][] axes) {

  /** Above this, the dimensions with the largest variance stand for all: the cost is cubic. */
  private static final int MOST_DIMENSIONS = 128;

  /** Returns the plane of the means of q(z|x), a row of data each. */
  public static LatentPlane of(float[][] mu) {
    int latent = mu[0].length;
    double[] mean = new double[latent];
    double[] variance = variances(mu, mean);
    double total = Arrays.stream(variance).sum();
    if (latent <= 2) {
      double[][] axes = new double[2][latent];
      double[] shares = new double[2];
      for (int i = 0; i < latent; i++) {
        axes[i][i] = 1;
        shares[i] = total > 0 ? variance[i] / total : 0;
      }
      return new LatentPlane(
          List.of("z1", "z2").subList(0, latent), shares, new double[latent], axes);
    }
    int[] chosen =
        IntStream.range(0, latent)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -variance[i]))
            .limit(MOST_DIMENSIONS)
            .mapToInt(i -> i)
            .sorted()
            .toArray();
    SymmetricEigen eigen = new SymmetricEigen(covariance(mu, mean, chosen));
    int[] order =
        IntStream.range(0, chosen.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -eigen.value(i)))
            .mapToInt(i -> i)
            .toArray();
    double[][] axes = new double[2][latent];
    double[] shares = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      double[] vector = eigen.vector(order[axis]);
      double sign = sign(vector);
      for (int i = 0; i < chosen.length; i++) {
        axes[axis][chosen[i]] = sign * vector[i];
      }
      shares[axis] = total > 0 ? Math.max(0, eigen.value(order[axis])) / total : 0;
    }
    return new LatentPlane(List.of("PC 1", "PC 2"), shares, mean, axes);
  }

  /** Returns where a latent is along an axis, 0 or 1. */
  public double coordinate(float[] z, int axis) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += (z[i] - origin[i]) * axes[axis][i];
    }
    return sum;
  }

  /** Returns the variance of each dimension over the rows; {@code mean} is filled. */
  public static double[] variances(float[][] mu, double[] mean) {
    double[] variance = new double[mean.length];
    for (float[] row : mu) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / (double) mu.length;
      }
    }
    for (float[] row : mu) {
      for (int i = 0; i < mean.length; i++) {
        variance[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / mu.length;
      }
    }
    return variance;
  }

  private static double[][] covariance(float[][] mu, double[] mean, int[] chosen) {
    int n = chosen.length;
    double[][] covariance = new double[n][n];
    double[] centred = new double[n];
    for (float[] row : mu) {
      for (int i = 0; i < n; i++) {
        centred[i] = row[chosen[i]] - mean[chosen[i]];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += centred[i] * centred[j] / mu.length;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** An axis points where its largest part is positive, for its direction means nothing. */
  private static double sign(double[] vector) {
    double largest = 0;
    for (double part : vector) {
      if (Math.abs(part) > Math.abs(largest)) {
        largest = part;
      }
    }
    return largest < 0 ? -1 : 1;
  }
}
