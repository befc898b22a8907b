package org.vae4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.Probe;

class Nd4jProviderTest {
  @Test
  void isFoundOnTheClassPathAndSaysWhatItIs() {
    try (CheckedBackend backend = Backends.find().open("nd4j")) {
      assertThat(backend.info().name()).isEqualTo("nd4j");
      assertThat(backend.info().version()).matches("\\d+\\.\\d+.*");
      assertThat(backend.info().threads()).isEqualTo(1);
    }
  }

  @Test
  void probingTwiceGivesTheSameAnswer() {
    Probe first = new Nd4jProvider().probe();
    assertThat(first.available()).isTrue();
    assertThat(first.detail()).contains("ND4J");
    assertThat(new Nd4jProvider().probe()).isEqualTo(first);
  }
}
