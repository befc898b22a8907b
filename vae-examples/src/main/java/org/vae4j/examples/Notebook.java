package org.vae4j.examples;

import static org.vae4j.nn.Activation.IDENTITY;
import static org.vae4j.nn.Activation.RELU;
import static org.vae4j.nn.Activation.TANH;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.autograd.Weights;
import org.vae4j.data.ImageDataset;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.io.ImageGrid;
import org.vae4j.nn.Dense;
import org.vae4j.nn.Parameters;
import org.vae4j.nn.Sequential;
import org.vae4j.optim.Adam;
import org.vae4j.optim.OptimizerState;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;

/** The reference notebook, line by line: a variational autoencoder on MNIST, written out. */
public final class Notebook {
  static final Dense fc1 = new Dense("fc1", 784, 400, RELU);
  static final Dense fc21 = new Dense("fc21", 400, 20, IDENTITY);
  static final Dense fc22 = new Dense("fc22", 400, 20, IDENTITY);
  static final Dense fc3 = new Dense("fc3", 20, 400, RELU);
  static final Dense fc4 = new Dense("fc4", 400, 784, TANH);

  static Var decode(Var z) {
    return fc4.forward(fc3.forward(z));
  }

  static Var loss(Var x, Var noise) {
    Var h = fc1.forward(x);
    Var mu = fc21.forward(h);
    Var logvar = fc22.forward(h);
    Var z = mu.plus(noise.times(logvar.times(0.5).exp()));
    Var mse = decode(z).minus(x).square().sum();
    Var kl = logvar.exp().plus(mu.square()).minus(logvar).minus(1).sum().times(0.5);
    return mse.plus(kl);
  }

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/notebook");
    Files.createDirectories(out);
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 10 * 469;
    ImageDataset images = Mnist.load().train();
    var parameters = Sequential.of(fc1, fc21, fc22, fc3, fc4).parameters();
    try (Backend backend = Backends.find().open();
        Weights weights = Parameters.initialise(parameters, backend, DType.F32, 1);
        OptimizerState adam = new OptimizerState(new Adam(1e-3), weights);
        Tape tape = Tape.forTraining(weights)) {
      for (int epoch = 0; epoch * 469 < steps; epoch++) {
        int[] order = RandomStream.of(1, "order").permutation(epoch, images.size());
        for (int step = epoch * 469; step < Math.min(steps, (epoch + 1) * 469); step++) {
          int from = step % 469 * 128;
          int rows = Math.min(128, images.size() - from);
          Var x = tape.constant(Shape.of(rows, 784), images.gather(order, from, rows));
          Var loss = loss(x, noise(tape, "noise", step * 128L, rows));
          tape.backward(loss);
          adam.step(tape.gradients());
          if (step % 100 == 0) {
            System.out.printf(
                Locale.ROOT, "step %d: loss per image %.3f%n", step, loss.scalar() / rows);
          }
          tape.reset();
        }
        Var x = tape.constant(Shape.of(32, 784), images.gather(order, 0, 32));
        Var reconstruction = decode(fc21.forward(fc1.forward(x)));
        draw(out.resolve("epoch-" + (epoch + 1) + ".png"), x, reconstruction);
      }
      draw(out.resolve("samples.png"), decode(noise(tape, "sample", 0, 64)));
    }
  }

  /** Draws from N(0, I) for some rows, by position in a stream of the seed. */
  static Var noise(Tape tape, String stream, long firstRow, int rows) {
    double[] draws = new double[rows * 20];
    RandomStream.of(1, stream).normals(firstRow * 20, draws, 0, draws.length);
    return tape.constant(Shape.of(rows, 20), draws);
  }

  static void draw(Path file, Var... images) throws IOException {
    List<float[]> pictures = new ArrayList<>();
    for (Var rows : images) {
      float[] pixels = new float[rows.value().size()];
      rows.tape().backend().read(rows.value(), 0, pixels, 0, pixels.length);
      for (int at = 0; at < pixels.length; at += 784) {
        pictures.add(Arrays.copyOfRange(pixels, at, at + 784));
      }
    }
    ImageGrid.write(file, pictures.toArray(float[][]::new), 28, 28, 8, -1, 1);
  }
}
