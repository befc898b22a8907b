package org.vae4j.benchmarks;

import java.util.Collection;
import java.util.List;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.BackendUnavailableException;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.exact.Numerics;

/** The engines on the class path, without the checks in front of them too. */
final class Engines {
  private Engines() {}

  /** Returns the names of those that run here. */
  static List<String> running() {
    return Backends.find().providers().stream()
        .filter(provider -> provider.probe().available())
        .map(BackendProvider::name)
        .toList();
  }

  /** Returns the engines of these names, each of which must run here, or all if there are none. */
  static List<String> orRunning(List<String> names) {
    check(names);
    return names.isEmpty() ? running() : names;
  }

  /**
   * Refuses an engine that does not run here.
   *
   * @throws BackendUnavailableException with the reason
   */
  static void check(Collection<String> names) {
    names.forEach(name -> open(name).close());
  }

  static CheckedBackend open(String name) {
    return open(name, Numerics.FAST);
  }

  static CheckedBackend open(String name, Numerics numerics) {
    return Backends.find().open(name, numerics::of);
  }

  /** Opens an engine whose operations are timed. */
  static CheckedBackend open(String name, Stopwatch watch) {
    return Backends.find().open(name, engine -> new TimedBackend(engine, watch));
  }
}
