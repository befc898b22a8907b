package org.vae4j.backend.jblas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.Probe;

class JblasProviderTest {
  @Test
  void isFoundOnTheClassPathAndSaysWhatItIs() {
    try (CheckedBackend backend = Backends.find().open("jblas")) {
      assertThat(backend.info().name()).isEqualTo("jblas");
      assertThat(backend.info().version()).matches("\\d+\\.\\d+.*");
      assertThat(backend.info().threads()).isEqualTo(1);
    }
  }

  @Test
  void probingTwiceGivesTheSameAnswer() {
    Probe first = new JblasProvider().probe();
    assertThat(first.available()).isTrue();
    assertThat(first.detail()).contains("jblas");
    assertThat(new JblasProvider().probe()).isEqualTo(first);
  }
}
