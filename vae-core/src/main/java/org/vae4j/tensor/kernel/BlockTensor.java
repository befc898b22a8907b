package org.vae4j.tensor.kernel;

import org.vae4j.tensor.Shape;

/**
 * A tensor outside the Java heap: blocks of it are copied to arrays that stay in the first-level
 * cache, and back.
 */
public abstract non-sealed class BlockTensor<A> extends ArrayTensor<A> {
  /** A good size of a block: what the operands of an operation take fits the first-level cache. */
  public static final int WINDOW = 512 * Kernels.LANES;

  private final int window;

  /** A tensor of the element type of {@code kernels}, with blocks of {@code window} elements. */
  protected BlockTensor(Shape shape, Kernels<A> kernels, int window) {
    super(shape, kernels);
    if (window < 1 || window % Kernels.LANES != 0) {
      throw new IllegalArgumentException(
          "tensor: window is " + window + ", expected a multiple of " + Kernels.LANES);
    }
    this.window = window;
  }

  @Override
  public final int window() {
    return window;
  }

  @Override
  final A load(int from, int count, int slot) {
    A array = target(from, count, slot);
    read(from, array, 0, count);
    return array;
  }

  @Override
  final A target(int from, int count, int slot) {
    return Scratch.array(kernels(), slot, count);
  }

  @Override
  final void commit(int from, int count, A array) {
    write(from, array, 0, count);
  }
}
