package org.vae4j.evaluate;

import org.vae4j.data.Dataset;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.Likelihood;
import org.vae4j.train.Parallel;
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
    private final boolean[] far;

    Scores(int rows) {
      totals = new double[rows];
      kl = new double[rows];
      contributions = new double[rows][];
      far = new boolean[rows];
    }

    /** Returns how unusual each row is; larger is more unusual. */
    public double[] totals() {
      return totals.clone();
    }

    /**
     * Returns which rows are so far outside that they were not given their own posterior but that
     * of the nearest row which is not. Such a row is no example of what is usual.
     */
    public boolean[] far() {
      return far.clone();
    }

    /** Returns KL(q(z|x) || N(0, I)) of each row. */
    public double[] kl() {
      return kl.clone();
    }

    /**
     * Returns the mean of -log p(x_i|z) over the draws for each value x_i of a row; with {@link
     * #kl} they add up to the negative ELBO. A missing value has the mean of the others.
     */
    public double[] contributions(int row) {
      return contributions[row].clone();
    }
  }

  /**
   * Scores the rows {@code first} to {@code first + count - 1} of data of the model's form. Scores
   * are finite however far outside a row is. A missing value, whatever stands for it, counts as the
   * mean of those of its row that are there; a row without any has the score infinity.
   *
   * @throws UnusableRowException if a value is not finite
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
          try (RowScorer scorer = new RowScorer(this, model, likelihood, data.form())) {
            for (int i = lane; i < count; i += lanes) {
              row(scorer, data, first + i, scores, i);
            }
          }
        });
    return scores;
  }

  private static void row(RowScorer scorer, Dataset data, int row, Scores to, int at) {
    double[] x = new double[data.features()];
    data.copy(row, x, 0);
    UnusableRowException.check("score", row, x, data.form());
    int[] missing = data.missing(row);
    if (missing.length == x.length) {
      to.totals[at] = Double.POSITIVE_INFINITY;
      to.contributions[at] = new double[x.length];
      return;
    }
    RowScorer.Result result = scorer.score(x, missing);
    if (result == null) {
      throw new IllegalArgumentException(
          "score: what the model gives for row %d is not finite; its weights are not, or too large"
              .formatted(row + 1L));
    }
    to.totals[at] = result.total();
    to.kl[at] = result.kl();
    to.far[at] = result.far();
    to.contributions[at] = result.contributions();
  }
}
