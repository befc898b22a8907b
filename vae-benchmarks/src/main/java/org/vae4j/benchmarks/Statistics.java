package org.vae4j.benchmarks;

import java.util.stream.DoubleStream;

/** Of a few numbers. */
final class Statistics {
  private Statistics() {}

  static double median(double... values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
