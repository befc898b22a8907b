package org.vae4j.tensor;

/**
 * Makes an engine; found by {@link java.util.ServiceLoader}. The one public class of an engine's
 * module.
 */
public interface BackendProvider {

  /** Returns the name by which users ask for the engine, in lower case. */
  String name();

  /**
   * Returns the rank among engines when the user names none; the highest that runs here is taken.
   */
  int priority();

  /** Says whether the engine runs here; never throws, loads what the engine needs on the way. */
  Probe probe();

  /**
   * Starts the engine.
   *
   * @throws BackendUnavailableException if it can't run here
   */
  Backend create();
}
