package org.vae4j.evaluate;

import java.util.Arrays;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.data.Dataset;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.Likelihood;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Shape;
import org.vae4j.vae.Posterior;
import org.vae4j.vae.Vae;

/** A few rows of data with their posteriors on a tape, and draws from these. */
final class ImportanceBlock {
  private static final int MOST_PAIRS = 256;
  private static final int MOST_VALUES = MOST_PAIRS * 784;

  private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

  private final Tape tape;
  private final Vae vae;
  private final Likelihood likelihood;
  private final int rows;
  private final int first;
  private final int count;
  private final double[] x;
  private final int[][] missing;
  private final boolean whole;
  private final double[] mu;
  private final double[] logvar;
  private final double[] deviation;

  /** Returns how many pairs of a row and a draw are decoded at once: fewer if rows are long. */
  static int pairs(int features) {
    return Math.max(1, Math.min(MOST_PAIRS, MOST_VALUES / features));
  }

  ImportanceBlock(Tape tape, Vae vae, Likelihood likelihood, Dataset data, int first, int count) {
    this.tape = tape;
    this.vae = vae;
    this.likelihood = likelihood;
    this.rows = data.size();
    this.first = first;
    this.count = count;
    this.x = new double[Math.multiplyExact(count, data.features())];
    int features = data.features();
    this.missing = new int[count][];
    boolean plain = true;
    for (int i = 0; i < count; i++) {
      double[] row = new double[features];
      data.copy(first + i, row, 0);
      UnusableRowException.check("evaluate", first + i, row, data.form());
      System.arraycopy(row, 0, x, i * features, features);
      missing[i] = data.missing(first + i);
      Missing.checkSome("evaluate", first + i, features, missing[i]);
      plain &= missing[i].length == 0 && !ValueLikelihood.isBeyond(likelihood, row);
    }
    this.whole = plain;
    Posterior posterior = vae.encode(tape.constant(Shape.of(count, data.features()), x));
    this.mu = posterior.mu().values();
    this.logvar = posterior.logvar().values();
    this.deviation = new double[logvar.length];
    Arrays.setAll(deviation, i -> StrictMath.exp(0.5 * logvar[i]));
  }

  int first() {
    return first;
  }

  int count() {
    return count;
  }

  double[] x() {
    return x;
  }

  double[] mu() {
    return mu;
  }

  /** Returns which values of a row of the block are missing. */
  int[] missing(int row) {
    return missing[row];
  }

  /** Returns what to throw if the figures of a row of the block are not finite. */
  UnusableRowException tooFar(int row) {
    double[] values = Arrays.copyOfRange(x, row * vae.features(), (row + 1) * vae.features());
    return UnusableRowException.tooFar("evaluate", row, values);
  }

  /** Returns what the latent dimensions carry, and sets the KL of each row. */
  LatentUnits.Sums units(double[] kl) {
    LatentUnits.Sums sums = new LatentUnits.Sums(vae.latent());
    for (int i = 0; i < count; i++) {
      kl[first + i] = sums.add(mu, logvar, i * vae.latent());
    }
    return sums;
  }

  /**
   * Draws z for each row and sets the mean of -log p(x|z) and the importance-weighted bound.
   *
   * @param by how many draws, and which
   */
  void draw(Evaluator by, double[] reconstruction, double[] bound) {
    int samples = by.samples();
    RandomStream stream = RandomStream.of(by.seed(), "evaluate");
    double[] logP = new double[Math.multiplyExact(count, samples)];
    double[] logRatio = new double[logP.length];
    int most = pairs(vae.features());
    for (int begin = 0; begin < logP.length; begin += most) {
      int pairs = Math.min(most, logP.length - begin);
      double[] z = new double[pairs * vae.latent()];
      double[] target = new double[pairs * vae.features()];
      for (int p = 0; p < pairs; p++) {
        int row = (begin + p) / samples;
        long number = (long) ((begin + p) % samples) * rows + first + row;
        logRatio[begin + p] = drawOne(stream, number, row, z, p * vae.latent());
        System.arraycopy(x, row * vae.features(), target, p * vae.features(), vae.features());
      }
      Var output = vae.decode(tape.constant(Shape.of(pairs, vae.latent()), z));
      double[] values;
      if (whole) {
        Var to = tape.constant(Shape.of(pairs, vae.features()), target);
        values = likelihood.logLikelihood(output, to).values();
      } else {
        values = sums(output.values(), target, begin / samples, begin % samples, samples);
      }
      System.arraycopy(values, 0, logP, begin, pairs);
      tape.reset();
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int k = i * samples; k < (i + 1) * samples; k++) {
        sum += logP[k];
        logRatio[k] += logP[k];
      }
      reconstruction[first + i] = -sum / samples;
      bound[first + i] = logMeanExp(logRatio, i * samples, samples);
    }
  }

  /** The log-likelihood of rows value by value, without those that are missing. */
  private double[] sums(double[] outputs, double[] targets, int firstRow, int draw, int samples) {
    int features = vae.features();
    double[] sums = new double[outputs.length / features];
    for (int p = 0; p < sums.length; p++) {
      int at = p * features;
      double[] values =
          ValueLikelihood.of(
              tape,
              likelihood,
              Arrays.copyOfRange(outputs, at, at + features),
              Arrays.copyOfRange(targets, at, at + features));
      Missing.share(values, features, missing[firstRow + (draw + p) / samples]);
      sums[p] = Arrays.stream(values).sum();
    }
    return sums;
  }

  /** Draws z from a row's posterior and returns log p(z) - log q(z|x). */
  private double drawOne(RandomStream stream, long number, int row, double[] z, int at) {
    int latent = vae.latent();
    double[] noise = new double[latent];
    stream.normals(number * latent, noise, 0, latent);
    double prior = 0;
    double posterior = 0;
    for (int i = 0; i < latent; i++) {
      int p = row * latent + i;
      double value = mu[p] + deviation[p] * noise[i];
      z[at + i] = value;
      prior -= 0.5 * (value * value + LOG_2_PI);
      posterior -= 0.5 * (noise[i] * noise[i] + logvar[p] + LOG_2_PI);
    }
    return prior - posterior;
  }

  /** log (1/count Σ exp(values)), without overflow. */
  static double logMeanExp(double[] values, int from, int count) {
    double most = Arrays.stream(values, from, from + count).max().orElse(Double.NaN);
    if (Double.isInfinite(most) || Double.isNaN(most)) {
      return most;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += StrictMath.exp(values[i] - most);
    }
    return most + StrictMath.log(sum / count);
  }
}
