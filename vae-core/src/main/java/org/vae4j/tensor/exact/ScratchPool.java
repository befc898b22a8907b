package org.vae4j.tensor.exact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/**
 * The engine's binary64 tensors in which products are computed, and arrays to fill and read them
 * by, kept for the next products. Idle tensors never take more than {@link #KEPT} times what was in
 * use at once; the longest idle go first.
 */
final class ScratchPool implements AutoCloseable {
  private static final int KEPT = 8;

  /** Elements that are copied at a time for an engine whose tensors are not Java arrays. */
  private static final int BLOCK = 4096;

  private final Backend engine;
  private final Deque<Tensor> idle = new ArrayDeque<>();
  private final Deque<double[]> idleArrays = new ArrayDeque<>();
  private long idleElements;
  private long usedElements;
  private long mostUsed;
  private boolean closed;

  ScratchPool(Backend engine) {
    this.engine = engine;
  }

  /** Returns how many of a matrix's rows are copied at a time, at least one. */
  static int rowsAtOnce(Shape shape) {
    return Math.max(1, Math.min(shape.rows(), BLOCK / shape.columns()));
  }

  /** The tensors and arrays of one product; closing gives them back. */
  final class Lease implements AutoCloseable {
    private final List<Tensor> taken = new ArrayList<>();
    private final List<double[]> arrays = new ArrayList<>();

    /** Takes a tensor; its contents are undefined. */
    Tensor take(Shape shape) {
      Tensor tensor = ScratchPool.this.take(shape);
      taken.add(tensor);
      return tensor;
    }

    /** Takes an array for {@link #rowsAtOnce} rows of that shape; its contents are undefined. */
    double[] rows(Shape shape) {
      double[] array = array(rowsAtOnce(shape) * shape.columns());
      arrays.add(array);
      return array;
    }

    @Override
    public void close() {
      taken.forEach(ScratchPool.this::giveBack);
      giveBack(arrays);
    }
  }

  Lease lease() {
    return new Lease();
  }

  private synchronized Tensor take(Shape shape) {
    Tensor tensor = idleOr(shape);
    usedElements += tensor.size();
    mostUsed = Math.max(mostUsed, usedElements);
    return tensor;
  }

  private Tensor idleOr(Shape shape) {
    for (Iterator<Tensor> each = idle.iterator(); each.hasNext(); ) {
      Tensor tensor = each.next();
      if (tensor.shape().sameMatrix(shape)) {
        each.remove();
        idleElements -= tensor.size();
        return tensor;
      }
    }
    return engine.allocate(shape, DType.F64);
  }

  /** One that is too short is left to the garbage collector, so that all grow to what is needed. */
  private synchronized double[] array(int n) {
    double[] ready = idleArrays.poll();
    return ready != null && ready.length >= n ? ready : new double[Math.max(n, BLOCK)];
  }

  private synchronized void giveBack(List<double[]> arrays) {
    arrays.forEach(idleArrays::addFirst);
  }

  private synchronized void giveBack(Tensor tensor) {
    usedElements -= tensor.size();
    idleElements += tensor.size();
    idle.addFirst(tensor);
    trim();
  }

  private void trim() {
    while (idleElements > (closed ? 0 : KEPT * mostUsed)) {
      Tensor longestIdle = idle.removeLast();
      idleElements -= longestIdle.size();
      longestIdle.close();
    }
  }

  /** Closes what is idle, and what is in use when it is given back. */
  @Override
  public synchronized void close() {
    closed = true;
    trim();
  }
}
