package org.vae4j.vae;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.autograd.Weights;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A model with its weights: takes and gives rows of plain numbers, as many at once as wanted, from
 * any number of threads. Values are binary32 here; a model in binary64 computes with its own
 * precision in between.
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

  /** Returns q(z|x) of each row of x. */
  public Latents encode(float[][] x) {
    Latents all = new Latents(new float[x.length][], new float[x.length][]);
    inBlocks(
        "encode",
        x,
        vae.features(),
        (at, block) -> {
          Posterior posterior = vae.encode(block);
          read(posterior.mu(), all.mu(), at);
          read(posterior.logvar(), all.logvar(), at);
        });
    return all;
  }

  /** Returns the data that each row of z stands for. */
  public float[][] decode(float[][] z) {
    float[][] all = new float[z.length][];
    inBlocks(
        "decode",
        z,
        vae.latent(),
        (at, block) -> read(vae.loss().mean(vae.decode(block)), all, at));
    return all;
  }

  /** Returns each row of x through the mean of its posterior and back. */
  public float[][] reconstruct(float[][] x) {
    float[][] all = new float[x.length][];
    inBlocks(
        "reconstruct",
        x,
        vae.features(),
        (at, block) -> read(vae.loss().mean(vae.decode(vae.encode(block).mu())), all, at));
    return all;
  }

  /** Returns new data: {@code count} draws of z from N(0, I), decoded. */
  public float[][] sample(int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("sample: " + count + " rows wanted, expected 0 or more");
    }
    RandomStream stream = RandomStream.of(seed, "sample");
    float[][] z = new float[count][vae.latent()];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < vae.latent(); i++) {
        z[row][i] = (float) stream.normal((long) row * vae.latent() + i);
      }
    }
    return decode(z);
  }

  private void inBlocks(String operation, float[][] rows, int width, BiConsumer<Integer, Var> use) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw new IllegalArgumentException(
            "%s: row %d has %d values, expected %d".formatted(operation, i, rows[i].length, width));
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
          use.accept(at, tape.constant(block(tape, rows, at, count, width)));
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
  private static Tensor block(Tape tape, float[][] rows, int at, int count, int width) {
    int padded = count == 1 ? 1 : Integer.highestOneBit(count - 1) * 2;
    Tensor block = tape.take(Shape.of(padded, width));
    for (int i = 0; i < padded; i++) {
      float[] row = i < count ? rows[at + i] : new float[width];
      tape.backend().write(block, i * width, row, 0, width);
    }
    return block;
  }

  private static void read(Var value, float[][] to, int at) {
    Shape shape = value.value().shape();
    for (int i = 0; i < Math.min(shape.rows(), to.length - at); i++) {
      float[] row = new float[shape.columns()];
      value.tape().backend().read(value.value(), i * row.length, row, 0, row.length);
      to[at + i] = row;
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
