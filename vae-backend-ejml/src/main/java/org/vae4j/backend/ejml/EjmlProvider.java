package org.vae4j.backend.ejml;

import org.ejml.EjmlVersion;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Probe;

/** Provides the engine {@code ejml}; it runs everywhere. */
public final class EjmlProvider implements BackendProvider {

  /** For {@link java.util.ServiceLoader}. */
  public EjmlProvider() {}

  @Override
  public String name() {
    return "ejml";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Probe probe() {
    return Probe.runs("EJML " + version() + ", pure Java");
  }

  @Override
  public Backend create() {
    return new EjmlBackend(version());
  }

  /** Asked by reflection, for the compiler would copy the constant from the library it sees. */
  private static String version() {
    try {
      return String.valueOf(EjmlVersion.class.getField("VERSION").get(null));
    } catch (ReflectiveOperationException e) {
      return "of unknown version";
    }
  }
}
