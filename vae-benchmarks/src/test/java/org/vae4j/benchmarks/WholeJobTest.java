package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WholeJobTest {

  static List<String> engines() {
    return Engines.running();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void trainsOnEachEngineAndAccountsForTheTime(String engine) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JobReport report =
        WholeJob.run(small(engine, "f32"), new PrintStream(out, true, StandardCharsets.UTF_8));

    Profile profile = report.profile();
    assertThat(profile).isNotNull();
    assertThat(profile.phases()).containsOnlyKeys(Phase.values());
    assertThat(profile.phases().values()).allMatch(ms -> ms > 0);
    assertThat(profile.gigaflops()).isPositive();
    assertThat(report.imagesPerSecond()).isPositive();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("tensors made  0.00 a step", "gemm", "optimiser")
        .contains(
            "{\"name\": \""
                + engine
                + "\", \"task\": \"train\", \"threads\": 2, \"dtype\": \"f32\", \"batch\": 32");
  }

  @Test
  void trainsInDoublePrecisionAndWithoutProfile() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JobSettings settings =
        JobSettings.of(
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
    JobReport report = WholeJob.run(settings, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(report.profile()).isNull();
    assertThat(report.json()).contains("\"dtype\": \"f64\"", "\"hidden\": 16");
  }

  @Test
  void countsEachBlockOnce() throws IOException {
    JobReport report =
        WholeJob.run(
            small("ejml", "f32"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    assertThat(report.readings().steps()).isEqualTo(4);
    assertThat(report.readings().rates()).hasSize(2);
  }

  @Test
  void refusesTooFewSteps() {
    assertThatThrownBy(() -> JobSettings.of("--steps", "10", "--warmup", "10"))
        .hasMessage(
            "whole-job: 10 steps with 10 to warm up, in blocks of 100; at least one block must be left after the"
                + " warm-up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--speed", "engine", "--engine"})
  void refusesAnOptionThatIsUnknownOrLacksItsValue(String option) {
    assertThatThrownBy(() -> JobSettings.of(option))
        .hasMessageStartingWith(
            "options: at '"
                + option
                + "' of ["
                + option
                + "]; expected a value after each of --engine");
  }

  private static JobSettings small(String engine, String dtype) {
    return JobSettings.of(
        "--engine",
        engine,
        "--dtype",
        dtype,
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
