package org.vae4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How long the command {@code vae} takes to begin; the caller sees to it that it is built. */
final class StartTime {
  private final Path vae;
  private final int threads;

  StartTime(Path vae, int threads) {
    this.vae = vae;
    this.threads = threads;
  }

  /** Returns the reading of the whole of {@code vae --help}. */
  String help() throws IOException, InterruptedException {
    Child child = new Child(List.of(vae.toString(), "--help"), Map.of());
    long begin = System.nanoTime();
    child.lastLine();
    return json("help", (System.nanoTime() - begin) / 1e9);
  }

  /**
   * Returns the reading of a training: from the start of the script to the end of the first step,
   * as the run's record has it.
   */
  String firstStep(String engine) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("vae-start");
    try {
      Path run = folder.resolve("run");
      Instant begin = Instant.now();
      new Child(
              List.of(
                  vae.toString(),
                  "train",
                  "--backend",
                  engine,
                  "--max-steps",
                  "1",
                  "--out",
                  run.toString()),
              Map.of())
          .lastLine();
      String record = Files.readString(run.resolve("run.json"));
      Instant stepped = Instant.parse(Comparison.field(record, "first_step_time", ""));
      return json(engine, Duration.between(begin, stepped).toMillis() / 1e3);
    } finally {
      delete(folder);
    }
  }

  private String json(String name, double seconds) {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"task\": \"start\", \"threads\": %d, \"seconds\": %.3f}",
        name,
        threads,
        seconds);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
