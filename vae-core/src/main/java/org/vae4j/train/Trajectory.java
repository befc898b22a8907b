package org.vae4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Weights;
import org.vae4j.data.Dataset;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.loss.Losses;
import org.vae4j.nn.Parameter;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * A training run that another program recorded: initial weights {@code init.*}, noise {@code eps}
 * (steps×batch×latent), losses {@code reconstruction} and {@code kl} (steps), the first step's
 * gradients {@code grad0.*}, and the weights in the end {@code final.*}, all in one safetensors
 * file whose metadata say batch, steps, loss and lr. Step s took the rows s·batch and on of the
 * data; the optimiser was Adam.
 */
public final class Trajectory {
  private final SafeTensors file;
  private final Vae vae;
  private final int batch;
  private final int steps;
  private final double learningRate;

  private Trajectory(SafeTensors file, Vae vae, int batch, int steps, double learningRate) {
    this.file = file;
    this.vae = vae;
    this.batch = batch;
    this.steps = steps;
    this.learningRate = learningRate;
  }

  /** Reads a file; every size in it is checked against the others. */
  public static Trajectory read(Path path) throws IOException {
    SafeTensors file = SafeTensors.read(path);
    Map<String, String> metadata = file.metadata();
    int[] fc1 = matrix(path, file, "init.fc1.weight");
    int[] fc3 = matrix(path, file, "init.fc3.weight");
    int batch;
    int steps;
    Trajectory trajectory;
    try {
      batch = Integer.parseInt(metadata.getOrDefault("batch", ""));
      steps = Integer.parseInt(metadata.getOrDefault("steps", ""));
      Vae vae =
          Vae.reference(fc1[1], fc1[0], fc3[1], Losses.create(metadata.getOrDefault("loss", "")));
      vae.parameters();
      double rate = new Adam(Double.parseDouble(metadata.getOrDefault("lr", ""))).learningRate();
      if (batch < 1 || steps < 1 || (long) batch * steps > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(steps + " steps of " + batch + " rows");
      }
      trajectory = new Trajectory(file, vae, batch, steps, rate);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          path,
          "metadata " + metadata + " (" + e.getMessage() + ")",
          "usable values of batch, steps, loss and lr",
          e);
    }
    Map<String, int[]> expected = new LinkedHashMap<>();
    expected.put("eps", new int[] {steps, batch, fc3[1]});
    expected.put("reconstruction", new int[] {steps});
    expected.put("kl", new int[] {steps});
    for (Parameter p : trajectory.vae.parameters()) {
      for (String part : List.of("init.", "grad0.", "final.")) {
        expected.put(part + p.name(), p.shape().dimensions());
      }
    }
    for (Map.Entry<String, int[]> entry : expected.entrySet()) {
      int[] shape = file.shape(entry.getKey());
      if (!Arrays.equals(shape, entry.getValue())) {
        throw new MalformedFileException(
            path,
            entry.getKey() + " of shape " + Arrays.toString(shape),
            "shape " + Arrays.toString(entry.getValue()));
      }
    }
    return trajectory;
  }

  private static int[] matrix(Path path, SafeTensors file, String name) throws IOException {
    int[] shape = file.shape(name);
    if (shape.length != 2) {
      throw new MalformedFileException(
          path, name + " of shape " + Arrays.toString(shape), "a matrix");
    }
    return shape;
  }

  /** Returns the model that was trained. */
  public Vae vae() {
    return vae;
  }

  /** Returns how many rows of data it takes. */
  public int rows() {
    return batch * steps;
  }

  /**
   * Trains again and compares.
   *
   * @param data the rows that were trained on, in file order, at least {@link #rows}
   */
  public Deviations replay(Backend backend, DType dtype, int threads, Dataset data)
      throws IOException {
    if (data.size() < rows() || data.features() != vae.features()) {
      throw new IllegalArgumentException(
          "replay: the data are "
              + data.size()
              + "×"
              + data.features()
              + ", expected at least "
              + rows()
              + "×"
              + vae.features()
              + "; give the data that the trajectory was made with");
    }
    double[] noise = file.doubles("eps");
    double[] reconstruction = file.doubles("reconstruction");
    double[] kl = file.doubles("kl");
    double losses = 0;
    double gradients = 0;
    TrainingSettings settings =
        TrainingSettings.defaults().withBatch(batch, batch).withThreads(threads);
    try (VaeModel model = new VaeModel(vae, vae.allocate(backend, dtype));
        TrainingStep training = new TrainingStep(model, new Adam(learningRate), settings)) {
      for (String name : model.weights().names()) {
        model.weights().set(name, file.doubles("init." + name));
      }
      for (int s = 0; s < steps; s++) {
        int first = s * batch;
        Batch.Noise draws =
            (from, rows, width, to) ->
                System.arraycopy(noise, (first + from) * width, to, 0, rows * width);
        LossParts loss = training.gradients(new Batch(data, row -> first + row, batch, draws));
        losses = worse(losses, relative(loss.reconstruction(), reconstruction[s]));
        losses = worse(losses, relative(loss.kl(), kl[s]));
        if (s == 0) {
          gradients = compare("grad0.", training.gradients());
        }
        training.update();
      }
      return new Deviations(losses, gradients, compare("final.", model.weights()));
    }
  }

  private double compare(String prefix, Weights ours) throws IOException {
    double largest = 0;
    for (String name : ours.names()) {
      double[] theirs = file.doubles(prefix + name);
      double[] values = ours.values(name);
      boolean single = file.dtype(prefix + name) == DType.F32;
      double scale = 0;
      double difference = 0;
      for (int i = 0; i < values.length; i++) {
        double value = single ? (float) values[i] : values[i];
        scale = Math.max(scale, Math.abs(theirs[i]));
        difference = worse(difference, Math.abs(value - theirs[i]));
      }
      largest = worse(largest, scale == 0 ? difference : difference / scale);
    }
    return largest;
  }

  private static double relative(double ours, double theirs) {
    return Math.abs(ours - theirs) / Math.max(Math.abs(theirs), Double.MIN_NORMAL);
  }

  /** The larger of both, a NaN above all. */
  private static double worse(double a, double b) {
    return Double.isNaN(b) ? Double.POSITIVE_INFINITY : Math.max(a, b);
  }
}
