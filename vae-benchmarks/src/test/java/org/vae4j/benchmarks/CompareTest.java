package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.benchmarks.Comparison.Workload;

final class CompareTest {

  private static final Workload TRAIN = new Workload("train", 128);

  @Test
  void runsEachProgramInAProcessOfItsOwnAndKeepsTheReadings(@TempDir Path folder) throws Exception {
    Path results = folder.resolve("results.jsonl");
    Files.writeString(
        results,
        "{\"name\": \"ejml\", \"threads\": 9, \"batch\": 128, \"images_per_second\": 1000000000}\n");
    Ran ran =
        Ran.well(
            "compare",
            "--engines",
            "ejml",
            "--tasks",
            "train,exact",
            "--rounds",
            "1",
            "--batches",
            "128",
            "--steps",
            "20",
            "--results",
            results.toString());

    Comparison comparison = (Comparison) ran.result();
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(comparison.best(TRAIN, "ejml")).isEqualTo(1e9);
    assertThat(comparison.speed(new Workload("exact", 128), "ejml", cores)).isBetween(1.0, 1e8);
    for (int threads : new int[] {1, cores}) {
      assertThat(comparison.speed(TRAIN, "ejml", threads)).isBetween(1.0, 1e8);
      assertThat(comparison.speed(TRAIN, Comparison.LIMIT, threads)).isPositive();
    }
    assertThat(comparison.best(TRAIN, Comparison.PEER)).isNaN();
    assertThat(Files.readAllLines(results)).hasSize(2 + 2 * Math.min(cores, 2));
    assertThat(ran.out())
        .contains("round 1: {\"name\": \"ejml\"", "train, batch 128", "| ejml | " + cores + " |");
  }

  @Test
  void putsMediansAndRatiosIntoTheTableAndSaysWhichTargetsAreMet() {
    Comparison comparison = new Comparison();
    String batch = "\"batch\": 128, ";
    for (int speed : new int[] {100, 300, 400}) {
      comparison.add(
          "{\"name\": \"nd4j\", \"threads\": 2, "
              + batch
              + "\"heap_bytes_per_step\": 60000, \"images_per_second\": "
              + speed
              + "}");
    }
    comparison.add("{\"name\": \"nd4j\", \"threads\": 1, " + batch + "\"images_per_second\": 160}");
    comparison.add(
        "{\"name\": \"pytorch\", \"threads\": 1, \"openblas_num_threads\": \"2\", "
            + batch
            + "\"images_per_second\": 100}");
    comparison.add(
        "{\"name\": \"pytorch\", \"threads\": 2, \"openblas_num_threads\": \"1\", "
            + batch
            + "\"images_per_second\": 60}");
    comparison.add(
        "{\"name\": \"gemm-limit\", \"threads\": 2, " + batch + "\"images_per_second\": 600}");
    comparison.add(
        "{\"name\": \"gemm-limit\", \"threads\": 1, " + batch + "\"images_per_second\": 320}");
    comparison.add("{\"name\": \"help\", \"task\": \"start\", \"threads\": 2, \"seconds\": 0.25}");

    assertThat(comparison.tables().lines())
        .contains(
            "train, batch 128",
            "| nd4j | 2 | 300 | 100 | 400 | 3 | 3.00 | 0.50 |",
            "| pytorch | 2 + 1 | 100 | 100 | 100 | 1 | 1.00 | 0.17 |",
            "| pytorch | 1 + 2 | 60 | 60 | 60 | 1 | 0.60 | 0.10 |")
        .doesNotContain("start");
    assertThat(Targets.table(comparison, 2).lines())
        .contains(
            "| nd4j against PyTorch, training, batch 128 | 2 or more | 3.00 | met |",
            "| nd4j against the bare products, batch 128 | 0.75 or more | 0.50 | **missed** |",
            "| nd4j, 2 threads against 1, batch 128 | 1.8 or more | 1.88 | met |",
            "| `./vae --help` | at most 0.3 s | 0.25 s | met |",
            "| nd4j, heap garbage a step | at most 50 kB | 60.00 kB | **missed** |",
            "| jblas against PyTorch, training, batch 128 | 1 or more |  | not measured |")
        .containsSubsequence(
            "Limits of this machine in the same run",
            "| bare products against PyTorch, training, batch 32 |  |",
            "| bare products against PyTorch, training, batch 128 | 6.00 |",
            "| bare products against PyTorch, encode and reconstruct |  |",
            "| bare products, 2 threads against 1, batch 128 | 1.88 |");
  }

  @Test
  void saysWhichLineIsNoReading() {
    assertThatThrownBy(() -> new Comparison().add("Segmentation fault"))
        .hasMessage(
            "reading: no threads in 'Segmentation fault'; expected the last line of a benchmark");
  }

  @Test
  void saysWhichProgramFailed() {
    Child child = new Child(java.util.List.of("sh", "-c", "exit 3"), java.util.Map.of());
    assertThatThrownBy(child::lastLine)
        .hasMessage(
            "benchmark: sh -c exit 3 ended with status 3 and 0 lines; run it alone to see why");
  }
}
