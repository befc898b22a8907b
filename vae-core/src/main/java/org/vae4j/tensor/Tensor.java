package org.vae4j.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Storage in one engine. Its elements mean a row-major array; the layout is the engine's own
 * affair.
 */
public abstract class Tensor implements AutoCloseable {
  private final Shape shape;
  private final DType dtype;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable CheckedBackend owner;

  /** For engines: a tensor of the given shape and element type. */
  protected Tensor(Shape shape, DType dtype) {
    this.shape = shape;
    this.dtype = dtype;
  }

  /** Returns the shape. */
  public final Shape shape() {
    return shape;
  }

  /** Returns the element type. */
  public final DType dtype() {
    return dtype;
  }

  /** Returns the number of elements. */
  public final int size() {
    return shape.size();
  }

  /** Whether {@link #close} has been called. */
  public final boolean isClosed() {
    return closed.get();
  }

  /** Gives the storage back; a second call does nothing. */
  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      release();
      if (owner != null) {
        owner.released();
      }
    }
  }

  /** Gives the engine's storage back; called once. */
  protected abstract void release();

  final void adopt(CheckedBackend backend) {
    owner = backend;
  }

  final @Nullable CheckedBackend owner() {
    return owner;
  }

  @Override
  public final String toString() {
    return dtype + " tensor " + shape + (isClosed() ? " (closed)" : "");
  }
}
