package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vae4j.benchmarks.Comparison.Workload;

final class GemmLimitTest {

  @Test
  void multipliesInBothSettings() {
    assertThat(run("--cores", "2"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("2 callers, 1 threads inside OpenBLAS: "),
            line -> assertThat(line).startsWith("1 callers, 2 threads inside OpenBLAS: "),
            line -> assertThat(speed(line, new Workload("train", 128), 2)).isPositive());
  }

  @Test
  void hasNoMoreCallersThanImages() {
    assertThat(run("--cores", "2", "--batch", "1"))
        .first()
        .asString()
        .startsWith("1 callers, 1 threads inside OpenBLAS: ");
  }

  @Test
  void hasOneSettingWithOneCore() {
    assertThat(run("--cores", "1"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("1 callers, 1 threads inside OpenBLAS: "),
            line -> assertThat(speed(line, new Workload("train", 128), 1)).isPositive());
  }

  @Test
  void isComparedWithInferenceWhateverTheBatch() {
    List<String> lines = run("--task", "inference", "--cores", "2");

    assertThat(speed(lines.get(lines.size() - 1), new Workload("inference", 0), 2)).isPositive();
  }

  private static double speed(String json, Workload work, int threads) {
    Comparison comparison = new Comparison();
    comparison.add(json);
    return comparison.speed(work, Comparison.LIMIT, threads);
  }

  private static List<String> run(String... options) {
    return Ran.well(
            Stream.concat(
                    Stream.of(
                        "gemm-limit",
                        "--hidden",
                        "16",
                        "--steps",
                        "2",
                        "--warmup",
                        "1",
                        "--block",
                        "1"),
                    Stream.of(options))
                .toArray(String[]::new))
        .lines();
  }
}
