package org.vae4j.cli;

import com.google.inject.Inject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --threads}, for the verbs that train. */
final class ThreadsOption {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads; no influence on the result (one for each core).")
  @Nullable Integer threads;

  @Inject
  ThreadsOption() {}

  int count() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Limits.check("--threads", count, Limits.THREADS);
    return count;
  }
}
