package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vae4j.data.DataSplit;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.loss.Losses;
import org.vae4j.nn.Activation;
import org.vae4j.nn.Dense;
import org.vae4j.nn.LayerSpec;
import org.vae4j.nn.Layers;
import org.vae4j.nn.Sequential;
import org.vae4j.optim.Optimizers;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * A layer, a loss and an optimiser that other jars add, asked for by name; the model file remembers
 * them by name too.
 */
public final class PlugIns {
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/plug-ins");
    Files.createDirectories(out);
    Path file = out.resolve("model.safetensors");
    long steps = args.length > 1 ? Long.parseLong(args[1]) : 469;
    DataSplit mnist = Mnist.load();
    Vae vae =
        new Vae(
            784,
            20,
            Sequential.of(
                new Dense("fc1", 784, 200, Activation.RELU),
                Layers.find()
                    .create(new LayerSpec("residual", Map.of("name", "block", "width", "200")))),
            new Dense("fc21", 200, 20, Activation.IDENTITY),
            new Dense("fc22", 200, 20, Activation.IDENTITY),
            Sequential.of(
                new Dense("fc3", 20, 200, Activation.SILU),
                new Dense("fc4", 200, 784, Activation.TANH)),
            Losses.create("charbonnier"));
    try (Backend backend = Backends.find().open();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(steps);
      Trainer trainer = new Trainer(model, Optimizers.create("adagrad", 0.005), settings);
      System.out.println("before: " + trainer.evaluate(mnist.requireTest()));
      trainer.fit(mnist.train(), null);
      System.out.println("after:  " + trainer.evaluate(mnist.requireTest()));
      ModelFile.write(file, model);
      try (VaeModel again = ModelFile.read(file, backend)) {
        System.out.println("read back: " + again.vae());
      }
    }
  }
}
