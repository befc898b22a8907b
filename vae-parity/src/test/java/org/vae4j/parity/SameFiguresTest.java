package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.evaluate.Scorer;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.Loss;
import org.vae4j.optim.Adam;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** The figures and scores of one trained model on one data set are the same on all engines. */
final class SameFiguresTest {
  private static final int SCORED = 5;

  /** Of fast numerics in binary32, relative, below 1 absolute; at most 9e-7 was measured. */
  private static final double ROUNDING = 1e-5;

  static Stream<Arguments> cases() {
    return Engines.names()
        .flatMap(
            engine ->
                Stream.of(new BinaryCrossEntropy(), new LearnedGaussian())
                    .map(loss -> Arguments.of(engine, loss)));
  }

  private static Dataset data(Loss loss) throws IOException {
    ImageDataset digits = Runs.mnist().requireTest().first(300);
    return loss.onLogits()
        ? digits.binarized(RandomStream.of(1, "binarize/test")).withScaling(Scaling.UNIT)
        : digits;
  }

  /** All that is computed, in one row of numbers. */
  private static double[] figures(String engine, Numerics numerics, Loss loss, int threads)
      throws IOException {
    Dataset data = data(loss);
    Vae vae = Vae.reference(784, 40, 8, loss);
    try (Backend backend = numerics.of(Backends.find().open(engine));
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(20).withBatch(100, 50);
      new Trainer(model, new Adam(1e-3), settings).fit(data, null);
      ModelFigures figures = new Evaluator(20, 1, threads).evaluate(model, data);
      Scorer.Scores elbo = new Scorer(9, false, 1, threads).score(model, data, 20, SCORED);
      Scorer.Scores bound = new Scorer(9, true, 1, threads).score(model, data, 20, SCORED);
      return Stream.of(
              new double[] {
                figures.elbo().mean(),
                figures.elbo().error(),
                figures.reconstruction(),
                figures.kl(),
                figures.logLikelihood().mean(),
                figures.logLikelihood().error(),
                figures.squaredError()
              },
              values(figures.units().kl()),
              values(figures.units().variance()),
              elbo.totals(),
              elbo.kl(),
              bound.totals(),
              IntStream.range(0, SCORED)
                  .boxed()
                  .flatMapToDouble(row -> Arrays.stream(elbo.contributions(row)))
                  .toArray())
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void exactNumericsGiveEqualBits(String engine, Loss loss) throws IOException {
    double[] first = figures(Engines.NAMES.get(0), Numerics.EXACT, loss, 1);
    assertThat(figures(engine, Numerics.EXACT, loss, 3)).containsExactly(first);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fastNumericsAgreeToRounding(String engine, Loss loss) throws IOException {
    double[] exact = figures("ejml", Numerics.EXACT, loss, 1);
    double[] fast = figures(engine, Numerics.FAST, loss, 2);
    assertThat(fast).containsExactly(figures(engine, Numerics.FAST, loss, 1));
    for (int i = 0; i < fast.length; i++) {
      double bound = ROUNDING * Math.max(1, Math.abs(exact[i]));
      assertThat(fast[i]).as("figure %d", i).isCloseTo(exact[i], within(bound));
    }
  }
}
