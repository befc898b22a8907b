package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.vae4j.data.Dataset;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.MeanSquaredError;
import org.vae4j.vae.VaeModel;

/** With the models and data of {@link EvaluatorTest}. */
final class ScorerTest {
  private static final Dataset DATA = EvaluatorTest.rows(20);

  @Test
  void withTheExactPosteriorTheWeightedScoreIsTheLikelihood() {
    try (VaeModel model = EvaluatorTest.linear()) {
      double[] weighted = new Scorer(7, true, 1, 2).score(model, DATA, 0, 20).totals();
      double[] elbo = new Scorer(20_000, false, 1, 2).score(model, DATA, 0, 3).totals();
      double[] row = new double[3];
      for (int i = 0; i < 20; i++) {
        DATA.copy(i, row, 0);
        assertThat(weighted[i]).isCloseTo(-EvaluatorTest.logDensity(row), within(1e-12));
        if (i < elbo.length) {
          assertThat(elbo[i]).isCloseTo(weighted[i], within(0.05));
        }
      }
    }
  }

  @Test
  void contributionsAndKlAddUpToTheNegativeElbo() {
    try (VaeModel model = EvaluatorTest.model(new LearnedGaussian())) {
      for (int samples : new int[] {1, 300}) {
        Scorer.Scores scores = new Scorer(samples, false, 1, 2).score(model, DATA, 0, 20);
        for (int i = 0; i < 20; i++) {
          double sum = Arrays.stream(scores.contributions(i)).sum() + scores.kl()[i];
          assertThat(scores.totals()[i]).isCloseTo(sum, within(1e-12));
        }
      }
    }
  }

  @Test
  void aScoreDependsOnNeitherTheOtherRowsNorTheThreads() {
    try (VaeModel model = EvaluatorTest.model(new LearnedGaussian())) {
      for (boolean importance : new boolean[] {false, true}) {
        double[] all = new Scorer(30, importance, 1, 1).score(model, DATA, 0, 20).totals();
        for (int threads = 1; threads < 5; threads++) {
          Scorer scorer = new Scorer(30, importance, 1, threads);
          assertThat(scorer.score(model, DATA, 4, 9).totals())
              .containsExactly(Arrays.copyOfRange(all, 4, 13));
        }
        assertThat(new Scorer(30, importance, 2, 1).score(model, DATA, 0, 1).totals()[0])
            .isNotEqualTo(all[0]);
      }
    }
  }

  @Test
  void aLossThatIsNoLikelihoodIsRefused() {
    try (VaeModel mean = EvaluatorTest.model(new MeanSquaredError())) {
      assertThatThrownBy(() -> new Scorer(2, false, 1, 1).score(mean, DATA, 0, 1))
          .hasMessageContaining("the loss mean-mse is no likelihood of the data");
    }
  }
}
