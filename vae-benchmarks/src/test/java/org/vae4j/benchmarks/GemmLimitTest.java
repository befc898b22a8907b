package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class GemmLimitTest {

  @Test
  void multipliesInBothSettings() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    double best =
        GemmLimit.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            "--cores",
            "2",
            "--hidden",
            "16",
            "--steps",
            "2",
            "--warmup",
            "1",
            "--block",
            "1");

    assertThat(best).isPositive();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "2 callers, 1 threads inside OpenBLAS",
            "1 callers, 2 threads inside OpenBLAS",
            "\"name\": \"gemm-limit\"");
  }
}
