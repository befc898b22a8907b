package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.data.Dataset;
import org.vae4j.data.Scaling;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.loss.BinaryCrossEntropy;
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

/** The figures of one model on one data set are the same on all engines. */
final class SameFiguresTest {

  private static ModelFigures figures(String engine, Numerics numerics) throws IOException {
    Dataset data =
        Runs.mnist()
            .requireTest()
            .first(300)
            .binarized(RandomStream.of(1, "binarize/test"))
            .withScaling(Scaling.UNIT);
    Vae vae = Vae.reference(784, 40, 8, new BinaryCrossEntropy());
    try (Backend backend = numerics.of(Backends.find().open(engine));
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(20).withBatch(100, 50);
      new Trainer(model, new Adam(1e-3), settings).fit(data, null);
      return new Evaluator(20, 1, 2).evaluate(model, data);
    }
  }

  @Test
  void exactNumericsGiveEqualBits() throws IOException {
    ModelFigures first = figures(Engines.NAMES.get(0), Numerics.EXACT);
    for (String engine : Engines.NAMES) {
      assertThat(figures(engine, Numerics.EXACT)).isEqualTo(first);
    }
  }

  @Test
  void fastNumericsAgreeToRounding() throws IOException {
    ModelFigures exact = figures("ejml", Numerics.EXACT);
    for (String engine : Engines.NAMES) {
      ModelFigures fast = figures(engine, Numerics.FAST);
      for (List<Double> pair :
          List.of(
              List.of(fast.elbo().mean(), exact.elbo().mean()),
              List.of(fast.kl(), exact.kl()),
              List.of(fast.logLikelihood().mean(), exact.logLikelihood().mean()),
              List.of(fast.logLikelihood().error(), exact.logLikelihood().error()),
              List.of(fast.squaredError(), exact.squaredError()))) {
        assertThat(pair.get(0)).isCloseTo(pair.get(1), within(1e-3 * Math.abs(pair.get(1))));
      }
    }
  }
}
