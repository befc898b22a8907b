package org.vae4j.vae;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.autograd.Weights;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.Likelihood;
import org.vae4j.loss.Noise;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A model with its weights: takes and gives rows of plain numbers, as many at once as wanted, from
 * any number of threads. A model computes with the precision of its weights; rows of floats are
 * rounded to binary32 on the way in and out, rows of doubles are not.
 */
public final class VaeModel implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 256;

  private final Vae vae;
  private final Weights weights;
  private final Queue<Tape> tapes = new ConcurrentLinkedQueue<>();
  private final ReadWriteLock running = new ReentrantReadWriteLock();
  private boolean closed;

  /** A model with given weights, which it closes when it is closed. */
  public VaeModel(Vae vae, Weights weights) {
    this.vae = vae;
    this.weights = weights;
  }

  /** A model with fresh weights drawn from the seed. */
  public static VaeModel initialise(Vae vae, Backend backend, DType dtype, long seed) {
    return new VaeModel(vae, vae.initialise(backend, dtype, seed));
  }

  /** Returns what is computed. */
  public Vae vae() {
    return vae;
  }

  /** Returns the weights. */
  public Weights weights() {
    return weights;
  }

  /**
   * Returns q(z|x) of each row of x.
   *
   * @throws UnusableRowException if a row holds a value that is not finite, or one so far out that
   *     the posterior is not finite
   */
  public Latents encode(float[][] x) {
    return encode(Cells.FLOATS, x);
  }

  /** As {@link #encode(float[][])}, with the precision of the model's weights on the way in. */
  public Latents encode(double[][] x) {
    return encode(Cells.DOUBLES, x);
  }

  private <R> Latents encode(Cells<R> cells, R[] x) {
    Latents all = new Latents(new float[x.length][], new float[x.length][]);
    inBlocks(
        cells,
        "encode",
        x,
        vae.features(),
        (at, block) -> {
          Posterior posterior = vae.encode(block);
          read(Cells.FLOATS, posterior.mu(), all.mu(), at);
          read(Cells.FLOATS, posterior.logvar(), all.logvar(), at);
          checkFinite(cells, x, "encode", Cells.FLOATS, all.mu(), at);
          checkFinite(cells, x, "encode", Cells.FLOATS, all.logvar(), at);
        });
    return all;
  }

  /**
   * Returns the data that each row of z stands for.
   *
   * @throws UnusableRowException if a row holds a value that is not finite, or one so far out that
   *     the data are not finite
   */
  public float[][] decode(float[][] z) {
    float[][] all = new float[z.length][];
    through(Cells.FLOATS, "decode", z, vae.latent(), all, this::decoded);
    return all;
  }

  /** As {@link #decode(float[][])}, with the precision of the model's weights. */
  public double[][] decode(double[][] z) {
    double[][] all = new double[z.length][];
    through(Cells.DOUBLES, "decode", z, vae.latent(), all, this::decoded);
    return all;
  }

  /**
   * Returns each row of x through the mean of its posterior and back.
   *
   * @throws UnusableRowException if a row holds a value that is not finite, or one so far out that
   *     its reconstruction is not finite
   */
  public float[][] reconstruct(float[][] x) {
    float[][] all = new float[x.length][];
    through(Cells.FLOATS, "reconstruct", x, vae.features(), all, this::reconstructed);
    return all;
  }

  /** As {@link #reconstruct(float[][])}, with the precision of the model's weights. */
  public double[][] reconstruct(double[][] x) {
    double[][] all = new double[x.length][];
    through(Cells.DOUBLES, "reconstruct", x, vae.features(), all, this::reconstructed);
    return all;
  }

  /**
   * Returns the means of new data: {@code count} draws of z from N(0, I), decoded. {@link #draw}
   * gives data that vary as the training data do.
   */
  public float[][] sample(int count, long seed) {
    double[][] z = prior(count, seed);
    float[][] narrow = new float[count][vae.latent()];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < vae.latent(); i++) {
        narrow[row][i] = (float) z[row][i];
      }
    }
    return decode(narrow);
  }

  /**
   * Returns new data: {@code count} draws of z from N(0, I), and for each a draw from p(x|z). A row
   * depends on its number and the seed alone.
   *
   * @throws IllegalArgumentException if the model's loss is no {@link Likelihood}
   */
  public double[][] draw(int count, long seed) {
    if (!(vae.loss() instanceof Likelihood likelihood)) {
      throw new IllegalArgumentException(
          "sample: the loss %s is no likelihood, so no data can be drawn; take the means"
              .formatted(vae.loss().name()));
    }
    double[][] all = new double[count][];
    RandomStream stream = RandomStream.of(seed, "sample-data");
    double[][] z = prior(count, seed);
    inBlocks(
        Cells.DOUBLES,
        "sample",
        z,
        vae.latent(),
        (at, block) -> {
          long first = (long) at * vae.features();
          Noise noise = new StreamNoise(block.tape(), stream, first);
          read(Cells.DOUBLES, likelihood.draw(vae.decode(block), noise), all, at);
          checkFinite(Cells.DOUBLES, z, "sample", Cells.DOUBLES, all, at);
        });
    return all;
  }

  /** Returns draws of z from N(0, I), those that {@link #sample} and {@link #draw} decode. */
  public double[][] prior(int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("sample: " + count + " rows wanted, expected 0 or more");
    }
    RandomStream stream = RandomStream.of(seed, "sample");
    double[][] z = new double[count][vae.latent()];
    for (int row = 0; row < count; row++) {
      stream.normals((long) row * vae.latent(), z[row], 0, vae.latent());
    }
    return z;
  }

  /** Draws from a stream, from a position on. */
  private record StreamNoise(Tape tape, RandomStream stream, long first) implements Noise {
    @Override
    public Var normals(Shape shape) {
      double[] values = new double[shape.size()];
      stream.normals(first, values, 0, values.length);
      return tape.constant(shape, values);
    }

    @Override
    public double[] uniforms(Shape shape) {
      double[] values = new double[shape.size()];
      stream.uniforms(first, values, 0, values.length);
      return values;
    }
  }

  private Var decoded(Var z) {
    return vae.loss().mean(vae.decode(z));
  }

  private Var reconstructed(Var x) {
    return decoded(vae.encode(x).mu());
  }

  private <R> void through(
      Cells<R> cells, String operation, R[] rows, int width, R[] to, UnaryOperator<Var> function) {
    inBlocks(
        cells,
        operation,
        rows,
        width,
        (at, block) -> {
          read(cells, function.apply(block), to, at);
          checkFinite(cells, rows, operation, cells, to, at);
        });
  }

  private <R> void inBlocks(
      Cells<R> cells, String operation, R[] rows, int width, BiConsumer<Integer, Var> use) {
    for (int i = 0; i < rows.length; i++) {
      if (cells.width(rows[i]) != width) {
        throw new IllegalArgumentException(
            "%s: row %d has %d values, expected %d"
                .formatted(operation, i, cells.width(rows[i]), width));
      }
      int wrong = cells.firstNotFinite(rows[i]);
      if (wrong >= 0) {
        throw UnusableRowException.notFinite(operation, i, wrong, cells.get(rows[i], wrong));
      }
    }
    running.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(operation + ": the model is closed; load it again");
      }
      Tape ready = tapes.poll();
      Tape tape = ready == null ? Tape.forInference(weights) : ready;
      try {
        for (int at = 0; at < rows.length; at += ROWS_AT_ONCE) {
          int count = Math.min(ROWS_AT_ONCE, rows.length - at);
          use.accept(at, tape.constant(block(cells, tape, rows, at, count, width)));
          tape.reset();
        }
      } finally {
        tape.reset();
        tapes.add(tape);
      }
    } finally {
      running.readLock().unlock();
    }
  }

  /**
   * Rows on the tape, filled up to a power of two with zeros, so that few sizes of buffers exist.
   */
  private static <R> Tensor block(
      Cells<R> cells, Tape tape, R[] rows, int at, int count, int width) {
    int padded = count == 1 ? 1 : Integer.highestOneBit(count - 1) * 2;
    Tensor block = tape.take(Shape.of(padded, width));
    for (int i = 0; i < padded; i++) {
      R row = i < count ? rows[at + i] : cells.zeros(width);
      cells.write(tape.backend(), block, i * width, row);
    }
    return block;
  }

  private static <R> void read(Cells<R> cells, Var value, R[] to, int at) {
    Shape shape = value.value().shape();
    for (int i = 0; i < Math.min(shape.rows(), to.length - at); i++) {
      R row = cells.zeros(shape.columns());
      cells.read(value.tape().backend(), value.value(), i * shape.columns(), row);
      to[at + i] = row;
    }
  }

  /** Refuses results that are not finite, and blames the value that is farthest out. */
  private <R, S> void checkFinite(
      Cells<R> cells, R[] rows, String operation, Cells<S> ofResults, S[] results, int at) {
    for (int i = at; i < Math.min(at + ROWS_AT_ONCE, rows.length); i++) {
      if (ofResults.firstNotFinite(results[i]) >= 0) {
        String weight = weights.firstNotFinite();
        if (weight != null) {
          throw new IllegalStateException(
              operation + ": the weight " + weight + " is not finite; load the model again");
        }
        throw UnusableRowException.tooFar(operation, i, cells.doubles(rows[i]));
      }
    }
  }

  /** Waits for running calls, then closes the weights and all that was computed with them. */
  @Override
  public void close() {
    running.writeLock().lock();
    try {
      closed = true;
      for (Tape tape = tapes.poll(); tape != null; tape = tapes.poll()) {
        tape.close();
      }
      weights.close();
    } finally {
      running.writeLock().unlock();
    }
  }
}
