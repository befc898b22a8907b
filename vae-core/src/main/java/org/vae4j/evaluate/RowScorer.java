package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Weights;
import org.vae4j.data.DataForm;
import org.vae4j.data.TableForm;
import org.vae4j.loss.Likelihood;
import org.vae4j.nn.Parameter;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.vae.Posterior;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Scores one row after the other, on one thread. Any q(z) gives a bound of log p(x), so a row that
 * is far outside is given the posterior of the nearest row that is not: the networks are not asked
 * about places where they know nothing, and the values that are far outside bear the blame alone.
 */
final class RowScorer implements AutoCloseable {
  /** Scaled by its deviation, at most one training value in a thousand is farther out. */
  private static final double FAR = 32;

  /** The prior has 0; a posterior that is much wider says that the encoder is lost. */
  private static final double MOST_LOGVAR = 4;

  private static final double LEAST_LOGVAR = -1000;

  /** Squares of larger values would leave the range of a double, with all that is added to them. */
  private static final double LARGEST = 1e100;

  private final Scorer scorer;
  private final Vae vae;
  private final Likelihood likelihood;
  private final boolean[] scaled;
  private final Weights weights;
  private final Tape tape;
  private @Nullable Weights wideWeights;
  private @Nullable Tape wideTape;

  /**
   * Takes what all rows share.
   *
   * @param form what the data are, or null
   */
  RowScorer(Scorer scorer, VaeModel model, Likelihood likelihood, @Nullable DataForm form) {
    this.scorer = scorer;
    this.vae = model.vae();
    this.likelihood = likelihood;
    this.scaled = new boolean[vae.features()];
    if (form instanceof TableForm table) {
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = !table.columns().get(i).isRaw();
      }
    }
    this.weights = model.weights();
    this.tape = Tape.forInference(weights);
  }

  /**
   * What a row came to.
   *
   * @param total the score
   * @param kl of the posterior and the prior
   * @param contributions of each value
   * @param far whether the posterior is that of a nearer row
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on to Scorer.Scores, which copies
  record Result(double total, double kl, double[] contributions, boolean far) {
    boolean isFinite() {
      return Double.isFinite(total)
          && Double.isFinite(kl)
          && Arrays.stream(contributions).allMatch(Double::isFinite);
    }
  }

  /**
   * Scores a row.
   *
   * @param x finite values
   * @param missing those that only stand for others, in ascending order; not all
   * @return null if the model's figures are not finite even for a row that is not far outside
   */
  @Nullable Result score(double[] x, int... missing) {
    Result result = null;
    if (!isFar(x)) {
      result = pass(x, x, false, missing);
    }
    if (result == null || !result.isFinite()) {
      double[] near = Arrays.stream(x).map(v -> Math.max(-FAR, Math.min(FAR, v))).toArray();
      double[] target = Arrays.stream(x).map(RowScorer::bounded).toArray();
      result = pass(near, target, true, missing);
    }
    return result.isFinite() ? result : null;
  }

  private boolean isFar(double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (scaled[i] && Math.abs(x[i]) > FAR) {
        return true;
      }
    }
    return false;
  }

  /** Grows with the value, slowly where squares would overflow. */
  private static double bounded(double value) {
    double size = Math.abs(value);
    return size <= LARGEST
        ? value
        : Math.copySign(LARGEST * (1 + StrictMath.log(size / LARGEST)), value);
  }

  /**
   * Scores a row by a posterior.
   *
   * @param seen what the encoder takes
   * @param x the row
   * @param wide whether the likelihood is computed in binary64 whatever the model is in
   */
  private Result pass(double[] seen, double[] x, boolean wide, int... missing) {
    int features = vae.features();
    int latent = vae.latent();
    int samples = scorer.samples();
    Posterior posterior = vae.encode(tape.constant(Shape.of(1, features), seen));
    double[] mu = posterior.mu().values();
    double[] logvar = posterior.logvar().values();
    tape.reset();
    for (int i = 0; i < latent; i++) {
      logvar[i] = Math.max(LEAST_LOGVAR, Math.min(MOST_LOGVAR, logvar[i]));
    }
    RandomStream stream = RandomStream.of(scorer.seed(), "score");
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
      double[] some = Arrays.copyOfRange(z, k * latent, (k + draws) * latent);
      double[] output = vae.decode(tape.constant(Shape.of(draws, latent), some)).values();
      tape.reset();
      Tape by = wide ? wideTape() : tape;
      double[] values = ValueLikelihood.of(by, likelihood, output, x);
      by.reset();
      Missing.share(values, features, missing);
      for (int i = 0; i < values.length; i++) {
        contributions[i % features] -= values[i] / samples;
        logP[k + i / features] += values[i];
      }
    }
    double kl = 0;
    for (int i = 0; i < latent; i++) {
      kl += 0.5 * (StrictMath.exp(logvar[i]) + mu[i] * mu[i] - 1 - logvar[i]);
    }
    double total;
    if (scorer.importance()) {
      Arrays.setAll(logRatio, k -> logRatio[k] + logP[k]);
      total = -ImportanceBlock.logMeanExp(logRatio, 0, samples);
    } else {
      total = Arrays.stream(contributions).sum() + kl;
    }
    return new Result(total, kl, contributions, wide);
  }

  /** A tape in binary64 with what the likelihood has learned. */
  private Tape wideTape() {
    Tape wide = wideTape;
    if (wide == null) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      for (Parameter parameter : likelihood.parameters()) {
        shapes.put(parameter.name(), parameter.shape());
      }
      Weights learned = new Weights(weights.backend(), DType.F64, shapes);
      shapes.keySet().forEach(name -> learned.set(name, weights.values(name)));
      wideWeights = learned;
      wide = Tape.forInference(learned);
      wideTape = wide;
    }
    return wide;
  }

  @Override
  public void close() {
    if (wideTape != null) {
      wideTape.close();
    }
    if (wideWeights != null) {
      wideWeights.close();
    }
    tape.close();
  }
}
