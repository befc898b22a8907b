package org.vae4j.backend.nd4j;

import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.BackendUnavailableException;
import org.vae4j.tensor.Probe;

/**
 * Provides the engine {@code nd4j}; it runs where ND4J's native library for the platform is on the
 * class path. Loading it sets ND4J's threads to one for the whole JVM.
 */
public final class Nd4jProvider implements BackendProvider {
  private static @Nullable Probe result;

  /** For {@link java.util.ServiceLoader}. */
  public Nd4jProvider() {}

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public int priority() {
    return 30;
  }

  @Override
  public Probe probe() {
    return once();
  }

  @Override
  public Backend create() {
    Probe probe = once();
    if (!probe.available()) {
      throw new BackendUnavailableException("backend: 'nd4j' can't run here: " + probe.detail());
    }
    return new Nd4jBackend(Nd4jNatives.version(), Nd4jNatives.blas());
  }

  /** A class whose initialiser failed can't be tried again in one JVM, so one answer is kept. */
  private static synchronized Probe once() {
    if (result == null) {
      result = Nd4jNatives.load();
    }
    return result;
  }
}
