package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareTest {

  @Test
  void runsEachProgramInAProcessOfItsOwnAndKeepsTheReadings(@TempDir Path folder) throws Exception {
    Path results = folder.resolve("results.jsonl");
    Files.writeString(
        results, "{\"name\": \"ejml\", \"threads\": 1, \"images_per_second\": 1000000000}\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Comparison comparison =
        Compare.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            "--engines",
            "ejml",
            "--rounds",
            "1",
            "--batch",
            "8",
            "--steps",
            "24",
            "--warmup",
            "8",
            "--limit-steps",
            "2",
            "--results",
            results.toString());

    assertThat(comparison.best("ejml")).isPositive();
    assertThat(comparison.best(Comparison.LIMIT)).isPositive();
    assertThat(comparison.best(Comparison.PEER)).isNaN();
    assertThat(Files.readAllLines(results).size()).isGreaterThanOrEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("round 1: {\"name\": \"ejml\"", "| ejml | 1 |");
  }

  @Test
  void putsMediansAndRatiosIntoTheTable() {
    Comparison comparison = new Comparison();
    for (int speed : new int[] {100, 300, 400}) {
      comparison.add("{\"name\": \"nd4j\", \"threads\": 2, \"images_per_second\": " + speed + "}");
    }
    comparison.add(
        "{\"name\": \"pytorch\", \"threads\": 1, \"openblas_num_threads\": \"2\", \"images_per_second\": 200}");
    comparison.add(
        "{\"name\": \"pytorch\", \"threads\": 2, \"openblas_num_threads\": \"1\", \"images_per_second\": 120}");
    comparison.add("{\"name\": \"gemm-limit\", \"threads\": 2, \"images_per_second\": 600}");

    assertThat(comparison.table().lines())
        .contains(
            "| nd4j | 2 | 300 | 100 | 400 | 3 | 1.50 | 0.50 |",
            "| pytorch | 2 + 1 | 200 | 200 | 200 | 1 | 1.00 | 0.33 |",
            "| pytorch | 1 + 2 | 120 | 120 | 120 | 1 | 0.60 | 0.20 |");
  }

  @Test
  void saysWhichLineIsNoReading() {
    assertThatThrownBy(() -> new Comparison().add("Segmentation fault"))
        .hasMessage(
            "compare: no threads in 'Segmentation fault'; expected the last line of a benchmark");
  }

  @Test
  void saysWhichProgramFailed() {
    Child child = new Child(java.util.List.of("sh", "-c", "exit 3"), java.util.Map.of());
    assertThatThrownBy(child::lastLine)
        .hasMessage(
            "compare: sh -c exit 3 ended with status 3 and 0 lines; run it alone to see why");
  }
}
