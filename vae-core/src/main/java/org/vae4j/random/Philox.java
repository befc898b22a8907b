package org.vae4j.random;

/**
 * Philox4x32-10, a counter-based generator: a keyed bijection of 128-bit counters.
 *
 * <p>J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: Parallel random numbers: as easy as 1, 2,
 * 3. SC 2011.
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW_32 = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Writes the block of a counter: 128 random bits.
   *
   * @param low words 0 and 1 of the counter, word 0 in the lower half
   * @param high words 2 and 3 of the counter, word 2 in the lower half
   * @param key both words of the key, word 0 in the lower half
   * @param out two longs, packed in the same way. Modified.
   */
  public static void block(long low, long high, long key, long[] out) {
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW_32);
      long product1 = MULTIPLIER_1 * (c2 & LOW_32);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = (c0 & LOW_32) | ((long) c1 << 32);
    out[1] = (c2 & LOW_32) | ((long) c3 << 32);
  }
}
