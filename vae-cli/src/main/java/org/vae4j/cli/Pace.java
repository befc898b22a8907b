package org.vae4j.cli;

/**
 * Says when work on the side is due again: at most every few seconds, and so seldom that it takes
 * at most a twentieth of the time. Must not decide a result.
 */
final class Pace {
  private static final long LEAST_NANOS = 3_000_000_000L;
  private static final int SHARE = 20;

  private long next = Long.MIN_VALUE;

  /** Whether the work is due; so it is at first. */
  boolean due(long now) {
    return next == Long.MIN_VALUE || now - next >= 0;
  }

  /** Notes that the work was done. */
  void did(long began, long ended) {
    next = ended + Math.max(LEAST_NANOS, SHARE * (ended - began));
  }
}
