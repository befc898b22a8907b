package org.vae4j.cli;

import com.google.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
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
  Engine openAgain(String engineOfRun) {
    return name == null ? new Engine(backends.open(engineOfRun), "the engine of the run") : open();
  }

  /** Starts the engine; the caller closes it. */
  Engine open() {
    if (name != null) {
      return new Engine(backends.open(name), "asked for with --backend");
    }
    CheckedBackend backend = backends.open();
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
