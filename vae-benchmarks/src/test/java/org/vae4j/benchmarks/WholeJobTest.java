package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WholeJobTest {

  @ParameterizedTest
  @MethodSource("org.vae4j.benchmarks.Engines#running")
  void trainsOnEachEngineAndAccountsForTheTime(String engine) {
    Ran ran = small(engine);

    JobReport report = (JobReport) ran.result();
    Profile profile = report.profile();
    assertThat(profile).isNotNull();
    assertThat(profile.phases()).containsOnlyKeys(Phase.values());
    assertThat(profile.phases().values()).allMatch(ms -> ms > 0);
    assertThat(profile.gigaflops()).isPositive();
    assertThat(report.imagesPerSecond()).isPositive();
    assertThat(ran.out())
        .contains("tensors made  0.00 a step", "gemm", "optimiser")
        .contains(
            "{\"name\": \""
                + engine
                + "\", \"task\": \"train\", \"threads\": 2, \"dtype\": \"f32\", \"batch\": 32");
  }

  @Test
  void trainsInDoublePrecisionAndWithoutProfile() {
    Ran ran =
        Ran.well(
            "whole-job",
            "--engine",
            "ejml",
            "--dtype",
            "f64",
            "--hidden",
            "16",
            "--steps",
            "3",
            "--warmup",
            "0",
            "--block",
            "3",
            "--profile",
            "0");

    JobReport report = (JobReport) ran.result();
    assertThat(report.profile()).isNull();
    assertThat(report.json()).contains("\"dtype\": \"f64\"", "\"hidden\": 16");
  }

  @Test
  void countsEachBlockOnce() {
    JobReport report = (JobReport) small("ejml").result();

    assertThat(report.readings().steps()).isEqualTo(4);
    assertThat(report.readings().rates()).hasSize(2);
  }

  private static Ran small(String engine) {
    return Ran.well(
        "whole-job",
        "--engine",
        engine,
        "--dtype",
        "f32",
        "--batch",
        "32",
        "--micro-batch",
        "16",
        "--threads",
        "2",
        "--hidden",
        "16",
        "--steps",
        "8",
        "--warmup",
        "4",
        "--block",
        "2",
        "--profile",
        "4");
  }
}
