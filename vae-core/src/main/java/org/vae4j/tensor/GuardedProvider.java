package org.vae4j.tensor;

import org.jspecify.annotations.Nullable;

/** Asks an engine once whether it runs here, and takes an exception for a no. */
final class GuardedProvider implements BackendProvider {
  private final BackendProvider provider;
  private @Nullable Probe probe;

  GuardedProvider(BackendProvider provider) {
    this.provider = provider;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public int priority() {
    return provider.priority();
  }

  /** An engine whose library is missing fails with a LinkageError in places it can't foresee. */
  @Override
  public synchronized Probe probe() {
    Probe known = probe;
    if (known == null) {
      try {
        known = provider.probe();
      } catch (RuntimeException | LinkageError e) {
        known = Probe.fails(e + "; is its library on the class path?");
      }
      probe = known;
    }
    return known;
  }

  @Override
  public Backend create() {
    return provider.create();
  }
}
