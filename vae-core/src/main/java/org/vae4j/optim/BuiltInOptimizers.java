package org.vae4j.optim;

import java.util.Set;
import org.vae4j.spi.Settings;

/** The framework's own optimisers; the defaults are PyTorch's. */
public final class BuiltInOptimizers implements OptimizerProvider {

  @Override
  public Set<String> names() {
    return Set.of(Adam.NAME, Adam.DECAYED_NAME, Sgd.NAME, RmsProp.NAME);
  }

  @Override
  public Optimizer create(String name, Settings settings) {
    return switch (name) {
      case Adam.NAME, Adam.DECAYED_NAME ->
          new Adam(
              settings.number("lr", 1e-3),
              settings.number("beta1", 0.9),
              settings.number("beta2", 0.999),
              settings.number("epsilon", 1e-8),
              name.equals(Adam.NAME) ? 0 : settings.number("weight-decay", 0.01));
      case Sgd.NAME ->
          new Sgd(
              settings.number("lr", 1e-3),
              settings.number("momentum", 0.9),
              settings.flag("nesterov", false));
      default ->
          new RmsProp(
              settings.number("lr", 1e-2),
              settings.number("alpha", 0.99),
              settings.number("epsilon", 1e-8));
    };
  }
}
