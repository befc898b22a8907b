package org.vae4j.train;

import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.vae.NegativeElbo;
import org.vae4j.vae.Vae;

/** One worker's tape, and how rows get onto it. */
final class MicroBatch implements AutoCloseable {
  private final Vae vae;
  private final Tape tape;
  private final float[] narrow;
  private final double[] wide;
  private double[] noise = {};

  MicroBatch(Vae vae, Tape tape) {
    this.vae = vae;
    this.tape = tape;
    boolean single = tape.dtype() == DType.F32;
    this.narrow = new float[single ? vae.features() : 0];
    this.wide = new double[single ? 0 : vae.features()];
  }

  Tape tape() {
    return tape;
  }

  /** The loss summed over some rows of a batch. */
  LossParts loss(Batch batch, int first, int rows) {
    return parts(forward(batch, first, rows));
  }

  /**
   * The loss summed over some rows of a batch, leaving its gradients on the tape until the next
   * pass: {@link Tape#addGradient}.
   *
   * @param klWeight the weight of the KL in the gradients
   */
  LossParts gradients(Batch batch, int first, int rows, double klWeight) {
    NegativeElbo elbo = forward(batch, first, rows);
    LossParts parts = parts(elbo);
    tape.propagate(elbo.total(klWeight));
    return parts;
  }

  private NegativeElbo forward(Batch batch, int first, int rows) {
    tape.reset();
    Backend backend = tape.backend();
    Tensor x = tape.take(Shape.of(rows, vae.features()));
    Tensor draws = tape.take(Shape.of(rows, vae.latent()));
    for (int i = 0; i < rows; i++) {
      int row = batch.row().applyAsInt(first + i);
      if (tape.dtype() == DType.F32) {
        batch.data().copy(row, narrow, 0);
        backend.write(x, i * narrow.length, narrow, 0, narrow.length);
      } else {
        batch.data().copy(row, wide, 0);
        backend.write(x, i * wide.length, wide, 0, wide.length);
      }
    }
    if (noise.length < draws.size()) {
      noise = new double[draws.size()];
    }
    batch.noise().fill(first, rows, vae.latent(), noise);
    backend.write(draws, 0, noise, 0, draws.size());
    Var data = tape.constant(x);
    return vae.negativeElbo(data, tape.constant(draws));
  }

  private static LossParts parts(NegativeElbo elbo) {
    return new LossParts(elbo.reconstruction().scalar(), elbo.kl().scalar());
  }

  @Override
  public void close() {
    tape.close();
  }
}
