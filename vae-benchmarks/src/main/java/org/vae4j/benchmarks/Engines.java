package org.vae4j.benchmarks;

import java.util.List;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendProvider;
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

  static CheckedBackend open(String name) {
    return open(name, Numerics.FAST);
  }

  static CheckedBackend open(String name, Numerics numerics) {
    return Backends.find().open(name, numerics::of);
  }

  /** Opens an engine whose operations are timed. */
  static CheckedBackend open(String name, Stopwatch watch) {
    Backend engine =
        Backends.find().providers().stream()
            .filter(provider -> provider.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "engine: '" + name + "' is not among " + running()))
            .create();
    return new CheckedBackend(new TimedBackend(engine, watch));
  }
}
