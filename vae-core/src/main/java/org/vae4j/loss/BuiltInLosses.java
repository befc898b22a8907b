package org.vae4j.loss;

import java.util.Set;
import org.vae4j.spi.Settings;

/** The framework's own losses. */
public final class BuiltInLosses implements LossProvider {
  private static final String GAUSSIAN = "gaussian";
  private static final String BERNOULLI = "bernoulli";

  @Override
  public Set<String> names() {
    return Set.of(
        GAUSSIAN, BERNOULLI, SquaredError.NAME, MeanSquaredError.NAME, BinaryCrossEntropy.NAME);
  }

  @Override
  public Loss create(String name, Settings settings) {
    return switch (name) {
      case GAUSSIAN, SquaredError.NAME -> new SquaredError();
      case MeanSquaredError.NAME -> new MeanSquaredError();
      default -> new BinaryCrossEntropy();
    };
  }
}
