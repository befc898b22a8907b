package org.vae4j.evaluate;

import java.util.Arrays;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.data.Dataset;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.Likelihood;
import org.vae4j.tensor.Shape;
import org.vae4j.train.Parallel;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Computes {@link ModelFigures}. Sums over rows, draws and dimensions are made in binary64 and in a
 * fixed order, whatever the number of threads; draw k of row r is number (k · rows + r) of the
 * seed's stream {@code evaluate}, so that more draws contain fewer.
 *
 * @param samples draws of z for each row
 * @param seed decides them
 * @param threads worker threads; no influence on the result
 */
public record Evaluator(int samples, long seed, int threads) {

  /** Checks the numbers. */
  public Evaluator {
    if (samples < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "evaluate: %d samples on %d threads, expected 1 or more".formatted(samples, threads));
    }
  }

  /**
   * Returns the figures of a model on data of its form. A missing value, whatever stands for it,
   * counts as the mean of those of its row that are there.
   *
   * @throws UnusableRowException if a row holds a value that is not finite, no value at all, or one
   *     so far out that the figures are not finite
   * @throws IllegalArgumentException if the model's loss is no {@link Likelihood}, or the data have
   *     another number of features
   */
  public ModelFigures evaluate(VaeModel model, Dataset data) {
    Vae vae = model.vae();
    if (!(vae.loss() instanceof Likelihood likelihood)) {
      throw new IllegalArgumentException(
          "evaluate: the loss %s is no likelihood of the data; train with a gaussian or bernoulli one"
              .formatted(vae.loss().name()));
    }
    if (data.features() != vae.features()) {
      throw new IllegalArgumentException(
          "evaluate: the data have %d values a row, the model takes %d"
              .formatted(data.features(), vae.features()));
    }
    int rows = data.size();
    int each = Math.max(1, ImportanceBlock.pairs(vae.features()) / samples);
    int blocks = (rows - 1) / each + 1;
    double[] reconstruction = new double[rows];
    double[] kl = new double[rows];
    double[] bound = new double[rows];
    double[] squares = new double[rows];
    LatentUnits.Sums[] sums = new LatentUnits.Sums[blocks];
    int lanes = Math.min(threads, blocks);
    Parallel.run(
        lanes,
        lanes,
        lane -> {
          try (Tape tape = Tape.forInference(model.weights())) {
            for (int b = lane; b < blocks; b += lanes) {
              int first = b * each;
              int count = Math.min(each, rows - first);
              var block = new ImportanceBlock(tape, vae, likelihood, data, first, count);
              squares(tape, vae, block, squares);
              sums[b] = block.units(kl);
              block.draw(this, reconstruction, bound);
              for (int row = first; row < first + count; row++) {
                double sum = reconstruction[row] + kl[row] + bound[row] + squares[row];
                if (!Double.isFinite(sum)) {
                  throw block.tooFar(row - first).in(first, data.form());
                }
              }
              tape.reset();
            }
          }
        });
    LatentUnits.Sums all = new LatentUnits.Sums(vae.latent());
    for (LatentUnits.Sums part : sums) {
      all.add(part);
    }
    double[] elbo = new double[rows];
    Arrays.setAll(elbo, row -> -reconstruction[row] - kl[row]);
    return new ModelFigures(
        rows,
        data.features(),
        samples,
        Estimate.of(elbo),
        Estimate.of(reconstruction).mean(),
        Estimate.of(kl).mean(),
        Estimate.of(bound),
        Estimate.of(squares).mean() / data.features(),
        all.units());
  }

  /** The squared error of each row of a block through the mean of its posterior and back. */
  private static void squares(Tape tape, Vae vae, ImportanceBlock block, double[] squares) {
    Var mu = tape.constant(Shape.of(block.count(), vae.latent()), block.mu());
    double[] back = vae.loss().mean(vae.decode(mu)).values();
    int features = vae.features();
    for (int row = 0; row < block.count(); row++) {
      int[] missing = block.missing(row);
      double sum = 0;
      for (int i = 0; i < features; i++) {
        double error = back[row * features + i] - block.x()[row * features + i];
        sum += Arrays.binarySearch(missing, i) < 0 ? error * error : 0;
      }
      squares[block.first() + row] =
          missing.length == 0 ? sum : sum / (features - missing.length) * features;
    }
  }
}
