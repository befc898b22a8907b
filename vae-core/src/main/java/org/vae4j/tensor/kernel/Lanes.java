package org.vae4j.tensor.kernel;

/** The accumulators of a total. */
final class Lanes {
  private Lanes() {}

  /** Returns the sum of all lanes, in a fixed order. */
  static double total(double[] lanes) {
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }
}
