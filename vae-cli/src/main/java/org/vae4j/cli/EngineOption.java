package org.vae4j.cli;

import com.google.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.exact.Numerics;
import picocli.CommandLine.Option;

/** {@code --backend}, for every verb that computes. */
final class EngineOption {
  private final Backends backends;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Engine: nd4j, jblas, ejml or another on the class path (the best that runs).")
  @Nullable String name;

  @Inject
  EngineOption(Backends backends) {
    this.backends = backends;
  }

  /** Starts the engine that was asked for, or else that of a run; the caller closes it. */
  Engine openAgain(String engineOfRun, Numerics numerics) {
    return name == null
        ? new Engine(backends.open(engineOfRun, numerics::of), "the engine of the run")
        : open(numerics);
  }

  /** Starts the engine in its own arithmetic; the caller closes it. */
  Engine open() {
    return open(Numerics.FAST);
  }

  /** Starts the engine; the caller closes it. */
  Engine open(Numerics numerics) {
    if (name != null) {
      return new Engine(backends.open(name, numerics::of), "asked for with --backend");
    }
    CheckedBackend backend = backends.open(numerics::of);
    String taken = backend.info().name();
    String reason =
        backends.providers().stream()
            .filter(provider -> provider.name().equals(taken))
            .findFirst()
            .map((BackendProvider provider) -> backends.reason(provider))
            .orElse("the engine that was found");
    return new Engine(backend, reason);
  }
}
