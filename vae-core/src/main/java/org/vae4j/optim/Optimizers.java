package org.vae4j.optim;

import java.util.Map;
import org.vae4j.spi.Providers;

/** Optimisers by name. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * Makes the optimiser of that name with its default settings; the message of the exception lists
   * what exists.
   */
  public static Optimizer create(String name, double learningRate) {
    return Providers.<Optimizer, OptimizerProvider>find("optimizer", OptimizerProvider.class)
        .create(name, Map.of("lr", Double.toString(learningRate)));
  }
}
