package org.vae4j.cli;

import org.vae4j.optim.Optimizer;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.TrainingSettings;

/** Estimates the memory of training a reference model, before any of it is allocated. */
final class Footprint {
  private static final int TEST_ROWS_PER_THREAD = 200;

  private Footprint() {}

  /**
   * Returns bytes: weights, optimiser state, a gradient for each micro-batch in flight and their
   * sum, initial values on their way in, activations with their gradients, and the test's; in exact
   * numerics the slices of what is multiplied, two of each operand and result, in binary64.
   */
  static double bytes(
      int features,
      int hidden,
      int latent,
      DType dtype,
      Numerics numerics,
      Optimizer optimizer,
      TrainingSettings training) {
    double f = features;
    double h = hidden;
    double z = latent;
    double weights = 2 * f * h + 3 * h * z + 2 * h + 2 * z + f;
    double rows = Math.min(training.microBatch(), training.batchSize());
    double inFlight = Math.min(training.threads(), Math.ceil(training.batchSize() / rows));
    double copies = 2 + optimizer.state().size() + inFlight;
    double activations = inFlight * rows + TEST_ROWS_PER_THREAD * (double) training.threads();
    double values = weights * copies + activations * (4 * f + 8 * h + 12 * z);
    double slices =
        numerics == Numerics.FAST
            ? 0
            : 2 * inFlight * (2 * weights + rows * (2 * f + 4 * h + 6 * z)) * Double.BYTES;
    return values * dtype.bytes() + f * h * Double.BYTES + slices;
  }
}
