package org.vae4j.backend.jblas;

import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.BackendUnavailableException;
import org.vae4j.tensor.Probe;

/** Provides the engine {@code jblas}; it runs on Linux, on Windows and on Intel Macs. */
public final class JblasProvider implements BackendProvider {
  private static @Nullable Probe result;

  /** For {@link java.util.ServiceLoader}. */
  public JblasProvider() {}

  @Override
  public String name() {
    return "jblas";
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Probe probe() {
    return once();
  }

  @Override
  public Backend create() {
    Probe probe = once();
    if (!probe.available()) {
      throw new BackendUnavailableException("backend: 'jblas' can't run here: " + probe.detail());
    }
    return new JblasBackend(JblasNatives.version());
  }

  /** Native code that failed to load can't be tried again in one JVM, so one answer is kept. */
  private static synchronized Probe once() {
    if (result == null) {
      result = JblasNatives.load();
    }
    return result;
  }
}
