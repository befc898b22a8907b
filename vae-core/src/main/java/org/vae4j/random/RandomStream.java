package org.vae4j.random;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A named sequence of random numbers with random access: the value at a position depends on the
 * seed, the name and the position, and on nothing else. Streams with different seeds or names are
 * independent. Without state, so safe for use by many threads.
 *
 * <p>Key of the generator: the seed. Counter: the stream's hash (upper half) and the position
 * (lower half, two values a block). Permutations have the half of the counters that positions leave
 * free.
 */
public final class RandomStream {
  private static final long PERMUTATIONS = Long.MIN_VALUE;
  private static final int BLOCKS_PER_PERMUTATION_LOG2 = 31;

  private final long seed;
  private final long stream;

  private RandomStream(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** Returns the stream of that name; cheap enough to call wherever it is needed. */
  public static RandomStream of(long seed, String name) {
    return new RandomStream(seed, fnv1a(name));
  }

  /** Returns a multiple of 2^-53 from [0, 1). */
  public double uniform(long position) {
    return toUniform(bits(position));
  }

  /** Returns a standard normal deviate; its magnitude never exceeds 8.3. */
  public double normal(long position) {
    return toNormal(bits(position));
  }

  /**
   * Writes what {@link #uniform} gives for positions {@code position} to {@code position + count -
   * 1}.
   *
   * @param out Modified from {@code at} on.
   */
  public void uniforms(long position, double[] out, int at, int count) {
    checkRange("uniforms", position, out, at, count);
    long[] block = new long[2];
    for (int i = 0; i < count; i++) {
      out[at + i] = toUniform(next(position + i, i == 0, block));
    }
  }

  /**
   * Writes what {@link #normal} gives for positions {@code position} to {@code position + count -
   * 1}.
   *
   * @param out Modified from {@code at} on.
   */
  public void normals(long position, double[] out, int at, int count) {
    checkRange("normals", position, out, at, count);
    long[] block = new long[2];
    for (int i = 0; i < count; i++) {
      out[at + i] = toNormal(next(position + i, i == 0, block));
    }
  }

  /**
   * Returns a uniformly drawn order of 0 to n-1 (Fisher-Yates, unbiased). Permutations have draws
   * of their own: they share none with one another or with positions.
   *
   * @param number which permutation, such as the epoch, from 0 to 2^32-1
   */
  public int[] permutation(long number, int n) {
    if (number < 0 || number >= 1L << 32) {
      throw new IllegalArgumentException(
          "permutation: number is " + number + ", expected 0 to " + ((1L << 32) - 1));
    }
    if (n < 0) {
      throw new IllegalArgumentException("permutation: n is " + n + ", expected 0 or more");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    long firstBlock = PERMUTATIONS | number << BLOCKS_PER_PERMUTATION_LOG2;
    long[] block = new long[2];
    long draw = 0;
    for (int i = n - 1; i > 0; i--) {
      long bound = i + 1L;
      long bits;
      do {
        if ((draw & 1) == 0) {
          Philox.block(firstBlock + (draw >>> 1), stream, seed, block);
        }
        bits = block[(int) (draw & 1)];
        draw++;
      } while (biased(bits, bound));
      int j = (int) unsignedMultiplyHigh(bits, bound);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private long bits(long position) {
    checkPosition(position);
    return next(position, true, new long[2]);
  }

  /** The 64 bits at a position; reads them from the block if it was filled for the one before. */
  private long next(long position, boolean first, long[] block) {
    int half = (int) (position & 1);
    if (first || half == 0) {
      Philox.block(position >>> 1, stream, seed, block);
    }
    return block[half];
  }

  private static double toUniform(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /** Through the midpoint of one of 2^52 equal cells, which is exact and never 0 or 1. */
  private static double toNormal(long bits) {
    return NormalQuantile.of(((bits >>> 12) + 0.5) * 0x1p-52);
  }

  /** Whether a multiply-shift of these bits favours some results (D. Lemire, TOMACS 29, 2019). */
  private static boolean biased(long bits, long bound) {
    long low = bits * bound;
    return Long.compareUnsigned(low, bound) < 0
        && Long.compareUnsigned(low, Long.remainderUnsigned(-bound, bound)) < 0;
  }

  /** Upper 64 bits of the product of an unsigned number and a non-negative one. */
  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b);
  }

  /** FNV-1a, 64 bits, of the UTF-8 form. */
  private static long fnv1a(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }

  private static void checkPosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException(
          "random stream: position is " + position + ", expected 0 or more");
    }
  }

  private static void checkRange(String operation, long position, double[] out, int at, int count) {
    checkPosition(position);
    Objects.checkFromIndexSize(at, count, out.length);
    if (position - 1 > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          operation + ": " + count + " values from position " + position + " exceed 2^63");
    }
  }
}
