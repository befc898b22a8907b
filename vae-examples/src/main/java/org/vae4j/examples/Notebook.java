package org.vae4j.examples;

import static org.vae4j.nn.Activation.IDENTITY;
import static org.vae4j.nn.Activation.RELU;
import static org.vae4j.nn.Activation.TANH;

import java.io.IOException;
import java.nio.file.Path;
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
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 10 * 469;
    ImageDataset images = Mnist.load().train();
    RandomStream noise = RandomStream.of(1, "noise");
    try (Backend backend = Backends.find().open();
        Weights weights =
            Parameters.initialise(
                Sequential.of(fc1, fc21, fc22, fc3, fc4).parameters(), backend, DType.F32, 1);
        OptimizerState adam = new OptimizerState(new Adam(1e-3), weights);
        Tape tape = Tape.forTraining(weights)) {
      for (int step = 0; step < steps; step++) {
        int[] order = RandomStream.of(1, "order").permutation(step / 469, images.size());
        int from = step % 469 * 128;
        int rows = Math.min(128, images.size() - from);
        double[] draws = new double[rows * 20];
        noise.normals(step * 128L * 20, draws, 0, draws.length);

        Var x = tape.constant(Shape.of(rows, 784), images.gather(order, from, rows));
        Var loss = loss(x, tape.constant(Shape.of(rows, 20), draws));
        tape.backward(loss);
        adam.step(tape.gradients());
        if (step % 100 == 0) {
          System.out.printf("step %d: loss per image %.3f%n", step, loss.scalar() / rows);
        }
        tape.reset();
      }
      double[] z = new double[64 * 20];
      RandomStream.of(1, "sample").normals(0, z, 0, z.length);
      double[] pixels = decode(tape.constant(Shape.of(64, 20), z)).values();
      float[][] pictures = new float[64][784];
      for (int i = 0; i < pixels.length; i++) {
        pictures[i / 784][i % 784] = (float) pixels[i];
      }
      ImageGrid.write(out.resolve("samples.png"), pictures, 28, 28, 8, -1, 1);
    }
  }
}
