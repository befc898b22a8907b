package org.vae4j.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.data.DataSplit;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Training runs of the reference model on MNIST and what they left. */
final class Runs {
  static final Vae REFERENCE = Vae.reference(784, 400, 20, new SquaredError());

  private static final Map<String, Run> KNOWN = new LinkedHashMap<>();
  private static DataSplit mnist;

  private Runs() {}

  /** The loss of every step, and the weights in the end. */
  record Run(List<Double> losses, Map<String, double[]> weights) {}

  static synchronized DataSplit mnist() throws IOException {
    if (mnist == null) {
      mnist = Mnist.load();
    }
    return mnist;
  }

  /** Trains for some steps of the first epoch; equal requests are answered once. */
  static Run of(String engine, DType dtype, int steps, int threads) throws IOException {
    return of(engine, dtype, steps, threads, 64);
  }

  static synchronized Run of(String engine, DType dtype, int steps, int threads, int microBatch)
      throws IOException {
    String key = String.join(" ", engine, dtype.name(), steps + " " + threads + " " + microBatch);
    if (!KNOWN.containsKey(key)) {
      KNOWN.put(key, train(engine, dtype, steps, threads, microBatch));
    }
    return KNOWN.get(key);
  }

  private static Run train(String engine, DType dtype, int steps, int threads, int microBatch)
      throws IOException {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            losses.add(metrics.loss().total());
          }
        };
    TrainingSettings settings =
        TrainingSettings.defaults()
            .withBatch(128, microBatch)
            .withMaxSteps(steps)
            .withThreads(threads)
            .withSeed(1);
    try (Backend backend = Backends.find().open(engine);
        VaeModel model = VaeModel.initialise(REFERENCE, backend, dtype, settings.seed())) {
      new Trainer(model, new Adam(1e-3), settings, listener).fit(mnist().train(), null);
      Map<String, double[]> weights = new LinkedHashMap<>();
      model.weights().names().forEach(name -> weights.put(name, model.weights().values(name)));
      return new Run(losses, weights);
    }
  }
}
