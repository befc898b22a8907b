package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.exact.Numerics;

final class ScalingTest {

  @Test
  void trainsOnceForEachSettingAndPrintsATableForEachAxis() {
    int cores = Runtime.getRuntime().availableProcessors();
    Ran ran =
        Ran.well(
            "scaling",
            "--engines",
            "ejml",
            "--batches",
            "16,128",
            "--hiddens",
            "8,400",
            "--threads-list",
            Integer.toString(cores),
            "--seconds",
            "0");

    assertThat(ran.lines())
        .filteredOn(line -> line.startsWith("round"))
        .hasSize(3)
        .allMatch(line -> line.startsWith("round 1: {\"name\": \"ejml\", \"task\": \"train\""));
    assertThat(ran.out())
        .containsSubsequence(
            "ejml, hidden 400, " + cores + " threads\n\n| batch |",
            "\n| 16 | ",
            "\n| 128 | ",
            "ejml, batch 128, " + cores + " threads\n\n| hidden |",
            "\n| 8 | ",
            "\n| 400 | ",
            "ejml, batch 128, hidden 400\n\n| threads |",
            "\n| " + cores + " | ");
  }

  @Test
  void makesRowsOfMediansAndComparesEachWithTheOneBefore() {
    Training small = new Training("nd4j", Numerics.FAST, 128, 400, 2, 1);
    Training large = new Training("nd4j", Numerics.FAST, 256, 400, 2, 1);
    Map<Integer, Training> trainings = new LinkedHashMap<>();
    trainings.put(128, small);
    trainings.put(256, large);

    assertThat(
            new Series("nd4j, hidden 400, 2 threads", "batch", trainings)
                .table(
                    Map.of(small, List.of(1000.0, 12_800.0, 20_000.0), large, List.of(25_600.0))))
        .isEqualTo(
            """

            nd4j, hidden 400, 2 threads

            | batch | images/s | ms a step | GFLOP/s | cost of an image against the row before |
            |---|---|---|---|---|
            | 128 | 12,800 | 10.00 | 42.0 |  |
            | 256 | 25,600 | 10.00 | 84.0 | 0.50 |
            """);
  }
}
