package org.vae4j.optim;

import java.util.Map;
import org.vae4j.spi.Providers;

/** Optimisers by name. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * Makes the optimiser of that name with its default settings but for the learning rate; the
   * message of the exception lists what exists.
   */
  public static Optimizer create(String name, double learningRate) {
    return create(name, Map.of("lr", Double.toString(learningRate)));
  }

  /** Makes the optimiser of that name with the settings that {@link Optimizer#settings} gives. */
  public static Optimizer create(String name, Map<String, String> settings) {
    return Providers.<Optimizer, OptimizerProvider>find("optimizer", OptimizerProvider.class)
        .create(name, settings);
  }
}
