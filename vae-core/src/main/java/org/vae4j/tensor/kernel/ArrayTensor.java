package org.vae4j.tensor.kernel;

import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * A tensor whose elements can be had as a Java array, all at once or a block at a time. {@code A}
 * is {@code float[]} or {@code double[]}.
 *
 * <p>A block begins at a multiple of {@link #window} (operations on rows use whole rows instead, as
 * many as fit, at least one). The arrays of {@link #load} and {@link #target} may be the tensor's
 * own or a copy in one of the calling thread's slots, so a change counts once {@link #commit} has
 * been called.
 */
public abstract sealed class ArrayTensor<A> extends Tensor permits HeapTensor, BlockTensor {
  private final Kernels<A> kernels;

  /** A tensor of the element type of {@code kernels}. */
  protected ArrayTensor(Shape shape, Kernels<A> kernels) {
    super(shape, kernels.dtype());
    this.kernels = kernels;
  }

  /** Returns the loops for its element type. */
  public final Kernels<A> kernels() {
    return kernels;
  }

  /** Returns how many elements make a block: the size, or a multiple of {@link Kernels#LANES}. */
  public abstract int window();

  /** Copies the elements {@code at .. at+count} to {@code target[to .. to+count)}. */
  public abstract void read(int at, A target, int to, int count);

  /** Copies {@code source[from .. from+count)} to the elements {@code at .. at+count}. */
  public abstract void write(int at, A source, int from, int count);

  /** Returns an array that begins with the elements {@code from .. from+count}. */
  abstract A load(int from, int count, int slot);

  /** Returns an array with room for the elements {@code from .. from+count}, contents undefined. */
  abstract A target(int from, int count, int slot);

  /**
   * Makes the first {@code count} elements of an array of {@link #load} or {@link #target} this
   * tensor's own.
   */
  abstract void commit(int from, int count, A array);
}
