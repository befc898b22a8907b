package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableDataset;
import org.vae4j.data.TableForm;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.Gaussian;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.Likelihood;
import org.vae4j.loss.Loss;
import org.vae4j.loss.MeanSquaredError;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

final class EvaluatorTest {
  private static final double VARIANCE = 0.3;

  /** Columns at right angles, so that the exact posterior has a diagonal covariance. */
  private static final double[][] W = {{0.5, 1.2}, {1, -0.3}, {0.25, -1.2}};

  private static final double[] B = {0.1, -0.2, 0.4};

  static Dataset rows(int count) {
    double[][] rows = new double[count][3];
    for (int i = 0; i < count; i++) {
      RandomStream.of(4, "rows").normals(3L * i, rows[i], 0, 3);
    }
    return TableDataset.of(rows, TableForm.raw(List.of("a", "b", "c"), null));
  }

  static VaeModel model(Loss loss) {
    Vae vae = Vae.dense(3, List.of(), 2, Activation.IDENTITY, loss);
    return VaeModel.initialise(vae, PlainBackend.onHeap(), DType.F64, 2);
  }

  private static double columnProduct(int i, int j) {
    return W[0][i] * W[0][j] + W[1][i] * W[1][j] + W[2][i] * W[2][j];
  }

  /** x = W z + b + noise, with the posterior of z given x as its encoder: exact inference. */
  static VaeModel linear() {
    assertThat(columnProduct(0, 1)).isCloseTo(0, within(1e-15));
    VaeModel model = model(new Gaussian(VARIANCE));
    double[] mu = new double[6];
    double[] shift = new double[2];
    double[] logvar = new double[2];
    for (int j = 0; j < 2; j++) {
      double precision = 1 + columnProduct(j, j) / VARIANCE;
      logvar[j] = -Math.log(precision);
      for (int i = 0; i < 3; i++) {
        mu[3 * j + i] = W[i][j] / VARIANCE / precision;
        shift[j] -= mu[3 * j + i] * B[i];
      }
    }
    model.weights().set("mu.weight", mu);
    model.weights().set("mu.bias", shift);
    model.weights().set("logvar.weight", new double[6]);
    model.weights().set("logvar.bias", logvar);
    double[] w = {W[0][0], W[0][1], W[1][0], W[1][1], W[2][0], W[2][1]};
    model.weights().set("decoder.0.weight", w);
    model.weights().set("decoder.0.bias", B);
    return model;
  }

  /** log N(x; b, W Wᵀ + variance I), by the determinant and inverse that W's right angles allow. */
  static double logDensity(double[] x) {
    double logDeterminant = 3 * Math.log(VARIANCE);
    double[] c = {x[0] - B[0], x[1] - B[1], x[2] - B[2]};
    double square = (c[0] * c[0] + c[1] * c[1] + c[2] * c[2]) / VARIANCE;
    for (int j = 0; j < 2; j++) {
      double length = columnProduct(j, j);
      logDeterminant += Math.log(1 + length / VARIANCE);
      double along = c[0] * W[0][j] + c[1] * W[1][j] + c[2] * W[2][j];
      square -= along * along / VARIANCE / (VARIANCE + length);
    }
    return -0.5 * (3 * Math.log(2 * Math.PI) + logDeterminant + square);
  }

  private static double exact(Dataset data) {
    double sum = 0;
    double[] row = new double[3];
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, row, 0);
      sum += logDensity(row);
    }
    return sum / data.size();
  }

  @Test
  void withTheExactPosteriorEveryDrawGivesTheLikelihood() {
    Dataset data = rows(70);
    try (VaeModel model = linear()) {
      for (int samples : new int[] {1, 7, 300}) {
        ModelFigures figures = new Evaluator(samples, 1, 2).evaluate(model, data);
        assertThat(figures.logLikelihood().mean()).isCloseTo(exact(data), within(1e-12));
      }
      ModelFigures many = new Evaluator(20_000, 1, 2).evaluate(model, data.select(3, 5, 8));
      assertThat(many.elbo().mean()).isCloseTo(exact(data.select(3, 5, 8)), within(0.05));
    }
  }

  @Test
  void withAnotherPosteriorTheBoundRisesToTheLikelihood() {
    Dataset data = rows(70);
    try (VaeModel model = linear()) {
      model.weights().set("logvar.bias", new double[] {-0.5, -0.5});
      double elbo = new Evaluator(500, 1, 2).evaluate(model, data).elbo().mean();
      double few = new Evaluator(5, 1, 2).evaluate(model, data).logLikelihood().mean();
      double many = new Evaluator(5000, 1, 2).evaluate(model, data).logLikelihood().mean();
      assertThat(elbo).isLessThan(few - 0.05);
      assertThat(few).isLessThan(many - 0.01);
      assertThat(many).isCloseTo(exact(data), within(0.01));
    }
  }

  @Test
  void threadsChangeNothingAndTheSeedDoes() {
    try (VaeModel model = model(new LearnedGaussian())) {
      ModelFigures one = new Evaluator(90, 1, 1).evaluate(model, rows(50));
      for (int threads = 2; threads < 6; threads++) {
        assertThat(new Evaluator(90, 1, threads).evaluate(model, rows(50))).isEqualTo(one);
      }
      assertThat(new Evaluator(90, 2, 1).evaluate(model, rows(50)).logLikelihood())
          .isNotEqualTo(one.logLikelihood());
    }
  }

  @Test
  void figuresHangTogether() {
    try (VaeModel model = model(new SquaredError())) {
      ModelFigures figures = new Evaluator(64, 1, 2).evaluate(model, rows(50));
      assertThat(figures.elbo().mean())
          .isCloseTo(-figures.reconstruction() - figures.kl(), within(1e-12));
      assertThat(figures.units().totalKl()).isCloseTo(figures.kl(), within(1e-12));
      assertThat(figures.logLikelihood().mean()).isGreaterThan(figures.elbo().mean());
      float[][] data = rows(50).rows(0, 50);
      float[][] back = model.reconstruct(data);
      double squares = 0;
      for (int i = 0; i < data.length; i++) {
        for (int j = 0; j < 3; j++) {
          squares += Math.pow((double) back[i][j] - data[i][j], 2);
        }
      }
      assertThat(figures.squaredError()).isCloseTo(squares / 150, within(1e-6));
      Estimate bits = figures.elbo().bitsPerDimension(3);
      assertThat(bits.mean()).isEqualTo(figures.elbo().mean() / (3 * Math.log(2)));
      assertThat(bits.error()).isEqualTo(figures.elbo().error() / (3 * Math.log(2)));
    }
  }

  @Test
  void aLossThatIsNoLikelihoodAndOtherDataAreRefused() {
    try (VaeModel mean = model(new MeanSquaredError());
        VaeModel model = model(new SquaredError())) {
      Evaluator evaluator = new Evaluator(2, 1, 1);
      assertThatThrownBy(() -> evaluator.evaluate(mean, rows(3)))
          .hasMessageContaining("the loss mean-mse is no likelihood of the data");
      Dataset image = ImageDataset.of(new byte[4], null, 2, 2).withScaling(Scaling.UNIT);
      assertThatThrownBy(() -> evaluator.evaluate(model, image))
          .hasMessageContaining("4 values a row, the model takes 3");
      assertThatThrownBy(() -> new Evaluator(0, 1, 1)).hasMessageContaining("0 samples");
    }
  }

  private static double[] logLikelihoods(Likelihood likelihood, double[] output, double[] target) {
    try (VaeModel model = model(likelihood);
        Tape tape = Tape.forInference(model.weights())) {
      if (likelihood instanceof LearnedGaussian) {
        model.weights().set(LearnedGaussian.LOGVAR, new double[] {Math.log(0.7)});
      }
      Var rows = tape.constant(Shape.of(2, 3), output);
      double loss = likelihood.between(rows, tape.constant(Shape.of(2, 3), target)).scalar();
      double[] all = likelihood.logLikelihood(rows, tape.constant(Shape.of(2, 3), target)).values();
      double constant = likelihood.onLogits() ? 0 : 3 * Math.log(Math.PI);
      assertThat(-loss - constant).isCloseTo(all[0] + all[1], within(1e-12));
      return all;
    }
  }

  @Test
  void likelihoodsHaveAllTheirConstants() {
    double[] output = {0.3, -1, 2, 0.5, 0, -0.7};
    double[] target = {1, -1, 0.5, 0, 0, 1};
    for (double v : new double[] {0.5, 0.3, 0.7}) {
      Likelihood gaussian =
          v == 0.5 ? new SquaredError() : v == 0.3 ? new Gaussian(v) : new LearnedGaussian();
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        double miss = output[i] - target[i];
        expected += Math.log(Math.exp(-miss * miss / (2 * v)) / Math.sqrt(2 * Math.PI * v));
      }
      assertThat(logLikelihoods(gaussian, output, target)[0]).isCloseTo(expected, within(1e-12));
    }
    double[] binary = {1, 0, 1, 0, 0, 1};
    double expected = 0;
    for (int i = 3; i < 6; i++) {
      double white = 1 / (1 + Math.exp(-output[i]));
      expected += Math.log(binary[i] == 1 ? white : 1 - white);
    }
    assertThat(logLikelihoods(new BinaryCrossEntropy(), output, binary)[1])
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void longRowsAreDecodedAFewAtATime() {
    assertThat(ImportanceBlock.pairs(30)).isEqualTo(256);
    assertThat(ImportanceBlock.pairs(784)).isEqualTo(256);
    assertThat(ImportanceBlock.pairs(100_000)).isEqualTo(2);
    assertThat(ImportanceBlock.pairs(3_000_000)).isOne();
  }

  @Test
  void sumsOfExponentialsNeitherOverflowNorVanish() {
    assertThat(ImportanceBlock.logMeanExp(new double[] {9, -2000, -2000 + Math.log(3)}, 1, 2))
        .isCloseTo(-2000 + Math.log(2), within(1e-12));
    assertThat(ImportanceBlock.logMeanExp(new double[] {1000, 1000}, 0, 2)).isEqualTo(1000);
    double none = Double.NEGATIVE_INFINITY;
    assertThat(ImportanceBlock.logMeanExp(new double[] {none, none}, 0, 2)).isEqualTo(none);
  }

  @Test
  void theStandardErrorIsThatOfTheMean() {
    Estimate estimate = Estimate.of(1, 2, 3, 4);
    assertThat(estimate.mean()).isEqualTo(2.5);
    assertThat(estimate.error()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
    assertThat(Estimate.of(3).error()).isNaN();
  }
}
