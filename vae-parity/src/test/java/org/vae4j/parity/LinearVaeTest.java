package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.TableDataset;
import org.vae4j.data.TableForm;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.nn.Activation;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Schedule;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Course;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * A linear VAE with a learned variance is probabilistic PCA (Lucas et al. 2019): its optimum and
 * the likelihood there are known in closed form.
 */
final class LinearVaeTest {
  private static final int LATENT = 4;
  private static final int SIDE = 7;

  /** MNIST digits at a quarter of their width and height: means of 4×4 pixels. */
  private static Dataset smallDigits(int count) throws IOException {
    ImageDataset digits = Runs.mnist().test();
    double[][] rows = new double[count][SIDE * SIDE];
    float[] pixels = new float[digits.features()];
    for (int row = 0; row < count; row++) {
      digits.copy(row, pixels, 0);
      for (int i = 0; i < pixels.length; i++) {
        rows[row][i / 28 / 4 * SIDE + i % 28 / 4] += pixels[i] / 16.0;
      }
    }
    List<String> names =
        new ArrayList<>(IntStream.range(0, SIDE * SIDE).mapToObj(i -> "p" + i).toList());
    return TableDataset.of(rows, TableForm.raw(names, null));
  }

  @Test
  void trainingReachesTheOptimumAndTheBoundsMeetTheLikelihood() throws IOException {
    Dataset data = smallDigits(2000);
    double best = Ppca.best(data, LATENT);
    Vae vae =
        Vae.dense(data.features(), List.of(), LATENT, Activation.IDENTITY, new LearnedGaussian());
    TrainingSettings settings =
        TrainingSettings.defaults()
            .withEpochs(150)
            .withBatch(200, 100)
            .withCourse(Course.STEADY.withSchedule(new Schedule.Cosine(0.001)));
    try (Backend backend = Backends.find().open("ejml");
        VaeModel model = VaeModel.initialise(vae, backend, DType.F64, 1)) {
      new Trainer(model, new Adam(0.02), settings).fit(data, null);
      double exact =
          Ppca.logLikelihood(
              data,
              model.weights().values("decoder.0.weight"),
              model.weights().values("decoder.0.bias"),
              Math.exp(model.weights().values(LearnedGaussian.LOGVAR)[0]));
      ModelFigures figures = new Evaluator(100, 1, 2).evaluate(model, data);
      assertThat(exact).isLessThanOrEqualTo(best).isCloseTo(best, within(0.05));
      assertThat(figures.elbo().mean()).isLessThan(exact).isCloseTo(best, within(0.1));
      assertThat(figures.logLikelihood().mean()).isCloseTo(exact, within(0.01));
      assertThat(figures.units().active()).hasSize(LATENT);
    }
  }
}
