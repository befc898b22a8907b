package org.vae4j.loss;

import java.util.Map;
import org.vae4j.spi.Providers;

/** Losses by name. */
public final class Losses {
  private Losses() {}

  /** Makes the loss of that name; the message of the exception lists what exists. */
  public static Loss create(String name) {
    return create(name, Map.of());
  }

  /** Makes the loss of that name with the settings that {@link Loss#settings} gives. */
  public static Loss create(String name, Map<String, String> settings) {
    return Providers.<Loss, LossProvider>find("loss", LossProvider.class).create(name, settings);
  }
}
