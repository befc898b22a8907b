package org.vae4j.tensor.kernel;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.DType;

/** A thread's arrays for intermediate values; they grow to the largest size asked for and stay. */
final class Scratch {
  /** The slots from 0 on are numbered by operand; these have purposes. */
  static final int PIECE = 4;

  static final int SPREAD = 5;
  static final int WIDE = 6;
  static final int TOTALS = 7;

  static final int WHOLE = 8;

  private static final int SLOTS = 9;
  private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

  private final Map<DType, @Nullable Object[]> slots = new EnumMap<>(DType.class);

  private Scratch() {
    for (DType dtype : DType.values()) {
      slots.put(dtype, new @Nullable Object[SLOTS]);
    }
  }

  /**
   * Returns the calling thread's array in {@code slot}, of at least {@code n} elements, contents
   * undefined.
   */
  @SuppressWarnings("unchecked") // a slot of this element type is only ever filled here
  static <A> A array(Kernels<A> kernels, int slot, int n) {
    @Nullable Object[] mine = requireNonNull(MINE.get().slots.get(kernels.dtype()));
    A array = (A) mine[slot];
    if (array == null || kernels.length(array) < n) {
      array = kernels.allocate(n);
      mine[slot] = array;
    }
    return array;
  }
}
