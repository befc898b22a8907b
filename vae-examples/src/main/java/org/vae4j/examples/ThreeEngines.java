package org.vae4j.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vae4j.data.ImageDataset;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** One model on every engine of the class path, with the losses side by side. */
public final class ThreeEngines {
  public static void main(String[] args) throws IOException {
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    ImageDataset images = Mnist.load().train();
    Backends backends = Backends.find();
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    for (BackendProvider provider : backends.providers()) {
      losses.put(provider.name(), train(backends, provider.name(), images, steps));
    }
    System.out.println("step  " + String.join("  ", losses.keySet()));
    for (int step = 0; step < steps; step++) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4d", step + 1));
      for (List<Double> engine : losses.values()) {
        line.append(String.format(Locale.ROOT, "  %.12f", engine.get(step)));
      }
      System.out.println(line);
    }
  }

  private static List<Double> train(
      Backends backends, String engine, ImageDataset images, int steps) {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            losses.add(metrics.loss().total());
          }
        };
    Vae vae = Vae.reference(784, 400, 20, new SquaredError());
    try (Backend backend = backends.open(engine);
        VaeModel model = VaeModel.initialise(vae, backend, DType.F64, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(steps);
      new Trainer(model, new Adam(1e-3), settings, listener).fit(images, null);
    }
    return losses;
  }
}
