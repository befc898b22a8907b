package org.vae4j.examples;

import java.util.Set;
import org.vae4j.autograd.Var;
import org.vae4j.loss.Loss;
import org.vae4j.loss.LossProvider;
import org.vae4j.spi.Settings;

/**
 * A loss of one's own: Σ √(d² + 0.01), d the difference: squared near 0, absolute far out
 * (Charbonnier et al. 1994).
 */
public record CharbonnierLoss() implements Loss {

  @Override
  public String name() {
    return "charbonnier";
  }

  @Override
  public Var between(Var output, Var target) {
    return output.minus(target).square().plus(0.01).sqrt().sum();
  }

  /** Makes it by name; META-INF/services lists this class. */
  public static final class Provider implements LossProvider {
    @Override
    public Set<String> names() {
      return Set.of("charbonnier");
    }

    @Override
    public Loss create(String name, Settings settings) {
      return new CharbonnierLoss();
    }
  }
}
