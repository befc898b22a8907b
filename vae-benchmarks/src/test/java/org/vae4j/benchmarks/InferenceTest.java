package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InferenceTest {

  @ParameterizedTest
  @MethodSource("org.vae4j.benchmarks.Engines#running")
  void encodesAndReconstructsOnEachEngine(String engine) {
    assertThat(
            Ran.well("inference", "--engine", engine, "--images", "1001", "--passes", "1").lines())
        .singleElement()
        .asString()
        .matches(
            "\\{\"name\": \""
                + engine
                + "\", \"task\": \"inference\", \"threads\": \\d+,"
                + " \"images_per_second\": \\d+}");
  }
}
