package org.vae4j.evaluate;

import java.util.Arrays;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.data.Dataset;
import org.vae4j.loss.Likelihood;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Shape;
import org.vae4j.train.Parallel;
import org.vae4j.vae.Posterior;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * How unusual rows are to a model, in nats: the negative ELBO, or the negative importance-weighted
 * bound. All rows take the same draws of noise (the seed's stream {@code score}), so that a score
 * depends on nothing but the row and the model; sums are made in binary64 and in a fixed order.
 *
 * @param samples draws of z for each row
 * @param importance whether draws are weighted as in the importance-weighted bound
 * @param seed decides the draws
 * @param threads worker threads; no influence on the result
 */
public record Scorer(int samples, boolean importance, long seed, int threads) {

  /** Checks the numbers. */
  public Scorer {
    if (samples < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "score: %d samples on %d threads, expected 1 or more".formatted(samples, threads));
    }
  }

  /** The scores of some rows, one after the other. */
  public static final class Scores {
    private final double[] totals;
    private final double[] kl;
    private final double[][] contributions;

    Scores(int rows) {
      totals = new double[rows];
      kl = new double[rows];
      contributions = new double[rows][];
    }

    /** Returns how unusual each row is; larger is more unusual. */
    public double[] totals() {
      return totals.clone();
    }

    /** Returns KL(q(z|x) || N(0, I)) of each row. */
    public double[] kl() {
      return kl.clone();
    }

    /**
     * Returns the mean of -log p(x_i|z) over the draws for each value x_i of a row; with {@link
     * #kl} they add up to the negative ELBO.
     */
    public double[] contributions(int row) {
      return contributions[row].clone();
    }
  }

  /**
   * Scores the rows {@code first} to {@code first + count - 1} of data of the model's form.
   *
   * @throws IllegalArgumentException if the model's loss is no {@link Likelihood}, or the data have
   *     another number of features
   */
  public Scores score(VaeModel model, Dataset data, int first, int count) {
    Vae vae = model.vae();
    if (!(vae.loss() instanceof Likelihood likelihood)) {
      throw new IllegalArgumentException(
          "score: the loss %s is no likelihood of the data; train with a gaussian or bernoulli one"
              .formatted(vae.loss().name()));
    }
    if (data.features() != vae.features()) {
      throw new IllegalArgumentException(
          "score: the data have %d values a row, the model takes %d"
              .formatted(data.features(), vae.features()));
    }
    Scores scores = new Scores(count);
    int lanes = Math.min(threads, count);
    Parallel.run(
        lanes,
        lanes,
        lane -> {
          try (Tape tape = Tape.forInference(model.weights())) {
            for (int i = lane; i < count; i += lanes) {
              row(tape, vae, likelihood, data, first + i, scores, i);
            }
          }
        });
    return scores;
  }

  private void row(
      Tape tape, Vae vae, Likelihood likelihood, Dataset data, int row, Scores to, int at) {
    int features = vae.features();
    int latent = vae.latent();
    double[] x = new double[features];
    data.copy(row, x, 0);
    Posterior posterior = vae.encode(tape.constant(Shape.of(1, features), x));
    double[] mu = posterior.mu().values();
    double[] logvar = posterior.logvar().values();
    tape.reset();
    RandomStream stream = RandomStream.of(seed, "score");
    double[] z = new double[samples * latent];
    stream.normals(0, z, 0, z.length);
    double[] logRatio = new double[samples];
    for (int k = 0; k < samples; k++) {
      for (int i = 0; i < latent; i++) {
        double noise = z[k * latent + i];
        double value = mu[i] + StrictMath.exp(0.5 * logvar[i]) * noise;
        z[k * latent + i] = value;
        logRatio[k] += 0.5 * (noise * noise + logvar[i] - value * value);
      }
    }
    double[] contributions = new double[features];
    double[] logP = new double[samples];
    int each = ImportanceBlock.pairs(features);
    for (int k = 0; k < samples; k += each) {
      int draws = Math.min(each, samples - k);
      double[] values = perValue(tape, vae, likelihood, x, z, k, draws);
      for (int i = 0; i < values.length; i++) {
        contributions[i % features] -= values[i] / samples;
        logP[k + i / features] += values[i];
      }
    }
    for (int i = 0; i < latent; i++) {
      to.kl[at] += 0.5 * (StrictMath.exp(logvar[i]) + mu[i] * mu[i] - 1 - logvar[i]);
    }
    to.contributions[at] = contributions;
    if (importance) {
      Arrays.setAll(logRatio, k -> logRatio[k] + logP[k]);
      to.totals[at] = -ImportanceBlock.logMeanExp(logRatio, 0, samples);
    } else {
      to.totals[at] = Arrays.stream(contributions).sum() + to.kl[at];
    }
  }

  /** log p of each value of x for some draws: values of rows of one value each. */
  private static double[] perValue(
      Tape tape, Vae vae, Likelihood likelihood, double[] x, double[] z, int first, int draws) {
    int latent = vae.latent();
    double[] some = Arrays.copyOfRange(z, first * latent, (first + draws) * latent);
    double[] output = vae.decode(tape.constant(Shape.of(draws, latent), some)).values();
    tape.reset();
    double[] target = new double[output.length];
    Arrays.setAll(target, i -> x[i % x.length]);
    Shape column = Shape.of(output.length, 1);
    Var logP =
        likelihood.logLikelihood(tape.constant(column, output), tape.constant(column, target));
    double[] values = logP.values();
    tape.reset();
    return values;
  }
}
