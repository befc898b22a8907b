package org.vae4j.tensor.kernel;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Shape;

/**
 * A tensor that its engine needs outside the Java heap. It is there from the first call of {@link
 * #outside}, and blocks of it are copied to arrays that stay in the first-level cache, and back;
 * until then each block is an array, which operations element by element use as it is: so the
 * moments of an optimiser, which no matrix product takes, are not copied. Nothing is allocated
 * before it is needed in either place.
 */
public abstract non-sealed class BlockTensor<A> extends ArrayTensor<A> {
  /** A good size of a block: what the operands of an operation take fits the first-level cache. */
  public static final int WINDOW = 512 * Kernels.LANES;

  /** Memory outside the Java heap for the elements of one tensor. */
  protected interface Memory<A> {
    /** Copies the elements {@code at .. at+count} to {@code target[to .. to+count)}. */
    void read(int at, A target, int to, int count);

    /** Copies {@code source[from .. from+count)} to the elements {@code at .. at+count}. */
    void write(int at, A source, int from, int count);

    /** Gives the memory back; called once. */
    void release();
  }

  private final int window;

  /** The elements while they are on the heap, {@link #window} to an array. */
  private volatile A @Nullable [] blocks;

  /** The elements once they have left. */
  private volatile @Nullable Memory<A> memory;

  /** A tensor of the element type of {@code kernels}, {@code window} elements to a block. */
  protected BlockTensor(Shape shape, Kernels<A> kernels, int window) {
    super(shape, kernels);
    if (window < 1 || window % Kernels.LANES != 0) {
      throw new IllegalArgumentException(
          "tensor: window is " + window + ", expected a multiple of " + Kernels.LANES);
    }
    this.window = window;
  }

  /** Returns new memory for all elements, contents undefined. */
  protected abstract Memory<A> create();

  /** Returns where the elements are outside the heap; if they are not there yet, they move. */
  protected final Memory<A> outside() {
    Memory<A> there = memory;
    return there == null ? move() : there;
  }

  /** Two threads may want a weight in the same moment. */
  private synchronized Memory<A> move() {
    Memory<A> there = memory;
    if (there == null) {
      checkOpen();
      there = create();
      A[] own = blocks;
      for (int i = 0; own != null && i < own.length; i++) {
        there.write(i * window, own[i], 0, kernels().length(own[i]));
      }
      memory = there;
      blocks = null;
    }
    return there;
  }

  /** Returns the blocks, or null if the elements have left; then {@link #memory} has them. */
  private A @Nullable [] blocks() {
    A[] own = blocks;
    return own == null && memory == null ? begin() : own;
  }

  private synchronized A @Nullable [] begin() {
    if (blocks == null && memory == null) {
      checkOpen();
      blocks = zeros();
    }
    return blocks;
  }

  @SuppressWarnings("unchecked") // A is erased: an array of arrays, whatever they hold
  private A[] zeros() {
    A[] all = (A[]) new Object[1 + (size() - 1) / window];
    for (int i = 0; i < all.length; i++) {
      all[i] = kernels().allocate(Math.min(window, size() - i * window));
    }
    return all;
  }

  private void checkOpen() {
    if (isClosed()) {
      throw new IllegalStateException("tensor: it has been closed; use it before");
    }
  }

  @Override
  public final int window() {
    return window;
  }

  @Override
  public final void read(int at, A target, int to, int count) {
    A[] own = blocks();
    if (own == null) {
      requireNonNull(memory).read(at, target, to, count);
      return;
    }
    for (int done = 0, n; done < count; done += n) {
      int offset = (at + done) % window;
      n = Math.min(count - done, window - offset);
      System.arraycopy(own[(at + done) / window], offset, target, to + done, n);
    }
  }

  @Override
  public final void write(int at, A source, int from, int count) {
    A[] own = blocks();
    if (own == null) {
      requireNonNull(memory).write(at, source, from, count);
      return;
    }
    for (int done = 0, n; done < count; done += n) {
      int offset = (at + done) % window;
      n = Math.min(count - done, window - offset);
      System.arraycopy(source, from + done, own[(at + done) / window], offset, n);
    }
  }

  @Override
  final A load(int from, int count, int slot) {
    A block = block(from, count);
    if (block == null) {
      block = Scratch.array(kernels(), slot, count);
      read(from, block, 0, count);
    }
    return block;
  }

  @Override
  final A target(int from, int count, int slot) {
    A block = block(from, count);
    return block == null ? Scratch.array(kernels(), slot, count) : block;
  }

  @Override
  final void commit(int from, int count, A array) {
    if (array != block(from, count)) {
      write(from, array, 0, count);
    }
  }

  /** Returns the array that holds these elements and begins with them, if there is one. */
  private @Nullable A block(int from, int count) {
    A[] own = blocks();
    return own != null && from % window == 0 && count <= window ? own[from / window] : null;
  }

  @Override
  protected final synchronized void release() {
    Memory<A> last = memory;
    memory = null;
    blocks = null;
    if (last != null) {
      last.release();
    }
  }
}
