package org.vae4j.cli;

import java.util.List;
import org.vae4j.optim.Optimizer;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.TrainingSettings;

/** Estimates the memory of training a model of dense layers, before any of it is allocated. */
final class Footprint {
  private static final int TEST_ROWS_PER_THREAD = 200;

  private Footprint() {}

  /**
   * Returns bytes: weights, with patience the best ones too, optimiser state, a gradient for each
   * micro-batch in flight and their sum, initial values on their way in, activations with their
   * gradients, and the test's; in exact numerics the slices of what is multiplied, two of each
   * operand and result, in binary64.
   *
   * @param layers widths from the data to the latent space
   */
  static double bytes(
      List<Integer> layers,
      DType dtype,
      Numerics numerics,
      Optimizer optimizer,
      TrainingSettings training) {
    double weights = 0;
    double units = 0;
    double multiplied = 0;
    int last = layers.size() - 1;
    for (int i = 0; i < last; i++) {
      double from = layers.get(i);
      double to = layers.get(i + 1);
      weights += (i + 1 == last ? 3 : 2) * from * to + from + (i + 1 == last ? 2 : 1) * to;
      units += (i == 0 ? 4 : 8) * from;
      multiplied += (i == 0 ? 2 : 4) * from;
    }
    units += 12.0 * layers.get(last);
    multiplied += 6.0 * layers.get(last);
    double rows = Math.min(training.microBatch(), training.batchSize());
    double inFlight = Math.min(training.threads(), Math.ceil(training.batchSize() / rows));
    int best = training.course().patience() > 0 ? 1 : 0;
    double copies = 2 + best + optimizer.state().size() + inFlight;
    double activations = inFlight * rows + TEST_ROWS_PER_THREAD * (double) training.threads();
    double values = weights * copies + activations * units;
    double slices =
        numerics == Numerics.FAST
            ? 0
            : 2 * inFlight * (2 * weights + rows * multiplied) * Double.BYTES;
    return values * dtype.bytes() + largest(layers) * Double.BYTES + slices;
  }

  /** Returns the number of values in the largest weight. */
  static double largest(List<Integer> layers) {
    double largest = 0;
    for (int i = 1; i < layers.size(); i++) {
      largest = Math.max(largest, (double) layers.get(i - 1) * layers.get(i));
    }
    return largest;
  }
}
