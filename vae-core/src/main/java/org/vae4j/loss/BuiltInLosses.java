package org.vae4j.loss;

import java.util.Set;
import org.vae4j.spi.Settings;

/** The framework's own losses. */
public final class BuiltInLosses implements LossProvider {
  private static final String BERNOULLI = "bernoulli";

  @Override
  public Set<String> names() {
    return Set.of(
        Gaussian.NAME,
        BERNOULLI,
        SquaredError.NAME,
        MeanSquaredError.NAME,
        BinaryCrossEntropy.NAME);
  }

  @Override
  public Loss create(String name, Settings settings) {
    return switch (name) {
      case Gaussian.NAME -> gaussian(settings);
      case SquaredError.NAME -> new SquaredError();
      case MeanSquaredError.NAME -> new MeanSquaredError();
      default -> new BinaryCrossEntropy();
    };
  }

  /** With the default variance it is the reference's loss, under the name that has there. */
  private static Loss gaussian(Settings settings) {
    String text = settings.text(Gaussian.VARIANCE, "0.5");
    if (text.equals(Gaussian.LEARNED)) {
      return new LearnedGaussian();
    }
    double variance;
    try {
      variance = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "gaussian: the variance is '" + text + "', expected a number or learned", e);
    }
    return variance == 0.5 ? new SquaredError() : new Gaussian(variance);
  }
}
