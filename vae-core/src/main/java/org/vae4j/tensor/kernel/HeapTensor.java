package org.vae4j.tensor.kernel;

import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;

/** A tensor that is one Java array; its only block is that array. */
public final class HeapTensor<A> extends ArrayTensor<A> {
  private final A array;

  private HeapTensor(Shape shape, Kernels<A> kernels) {
    super(shape, kernels);
    this.array = kernels.allocate(shape.size());
  }

  /** Returns a new tensor of zeros. */
  public static HeapTensor<?> allocate(Shape shape, DType dtype) {
    return new HeapTensor<>(shape, Kernels.of(dtype));
  }

  /** Returns the elements in row-major order: not a copy. */
  public A array() {
    return array;
  }

  @Override
  public int window() {
    return size();
  }

  @Override
  public void read(int at, A target, int to, int count) {
    System.arraycopy(array, at, target, to, count);
  }

  @Override
  public void write(int at, A source, int from, int count) {
    System.arraycopy(source, from, array, at, count);
  }

  @Override
  A load(int from, int count, int slot) {
    return array;
  }

  @Override
  A target(int from, int count, int slot) {
    return array;
  }

  @Override
  void commit(int from, int count, A changed) {}

  /** Leaves the array to the garbage collector. */
  @Override
  protected void release() {}
}
