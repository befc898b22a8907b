package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vae4j.data.DataSplit;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.io.ImageGrid;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * The same model with the framework's own trainer: all cores, a test after each epoch, a model
 * file.
 */
public final class Quickstart {
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/quickstart");
    Files.createDirectories(out);
    long steps = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
    DataSplit mnist = Mnist.load();
    Vae vae = Vae.reference(784, 400, 20, new SquaredError());
    try (Backend backend = Backends.find().open();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochMetrics metrics) {
              System.out.println(metrics);
            }
          };
      TrainingSettings settings = TrainingSettings.defaults().withEpochs(10).withMaxSteps(steps);
      new Trainer(model, new Adam(1e-3), settings, listener).fit(mnist.train(), mnist.test());
      ImageGrid.write(out.resolve("samples.png"), model.sample(64, 1), 28, 28, 8, -1, 1);
      ModelFile.write(out.resolve("model.safetensors"), model);
    }
  }
}
