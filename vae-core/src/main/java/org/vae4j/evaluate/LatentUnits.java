package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each latent dimension carries.
 *
 * @param kl its part of the mean KL of the posteriors from N(0, I), in nats
 * @param variance the variance of mu over the rows
 */
public record LatentUnits(List<Double> kl, List<Double> variance) {
  /** A dimension is active if the variance of its mu is above this (Burda et al. 2016). */
  public static final double ACTIVE = 0.01;

  /** Copies the lists. */
  public LatentUnits {
    kl = List.copyOf(kl);
    variance = List.copyOf(variance);
  }

  /** Returns the numbers of the dimensions, from 0, whose mu varies. */
  public List<Integer> active() {
    return IntStream.range(0, variance.size())
        .filter(i -> variance.get(i) > ACTIVE)
        .boxed()
        .toList();
  }

  /** Returns the numbers of the others. */
  public List<Integer> dead() {
    return IntStream.range(0, variance.size())
        .filter(i -> !(variance.get(i) > ACTIVE))
        .boxed()
        .toList();
  }

  /** Returns the KL of all dimensions. */
  public double totalKl() {
    return kl.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Takes rows in the order in which they come: sums, and means with squared deviations (Welford
   * 1962; of two parts, Chan, Golub and LeVeque 1983), which lose nothing if means are large.
   */
  static final class Sums {
    private final double[] kl;
    private final double[] mu;
    private final double[] squares;
    private long rows;

    Sums(int latent) {
      kl = new double[latent];
      mu = new double[latent];
      squares = new double[latent];
    }

    /** Adds a row and returns its KL. */
    double add(double[] means, double[] logvars, int at) {
      double sum = 0;
      rows++;
      for (int i = 0; i < kl.length; i++) {
        double m = means[at + i];
        double l = logvars[at + i];
        double part = 0.5 * (m * m + StrictMath.exp(l) - l - 1);
        kl[i] += part;
        double before = m - mu[i];
        mu[i] += before / rows;
        squares[i] += before * (m - mu[i]);
        sum += part;
      }
      return sum;
    }

    void add(Sums other) {
      double share = (double) other.rows / (rows + other.rows);
      for (int i = 0; i < kl.length; i++) {
        kl[i] += other.kl[i];
        double apart = other.mu[i] - mu[i];
        mu[i] += apart * share;
        squares[i] += other.squares[i] + apart * apart * share * rows;
      }
      rows += other.rows;
    }

    LatentUnits units() {
      List<Double> means = new ArrayList<>();
      List<Double> variances = new ArrayList<>();
      for (int i = 0; i < kl.length; i++) {
        means.add(kl[i] / rows);
        variances.add(squares[i] / rows);
      }
      return new LatentUnits(means, variances);
    }
  }

  /** Returns the units of posteriors, rows×latent. */
  public static LatentUnits of(float[][] mu, float[][] logvar) {
    Sums sums = new Sums(mu[0].length);
    for (int row = 0; row < mu.length; row++) {
      sums.add(wide(mu[row]), wide(logvar[row]), 0);
    }
    return sums.units();
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
