package org.vae4j.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.Probe;

class EjmlProviderTest {
  @Test
  void isFoundOnTheClassPathAndSaysWhatItIs() {
    try (CheckedBackend backend = Backends.find().open("ejml")) {
      assertThat(backend.info().name()).isEqualTo("ejml");
      assertThat(backend.info().version()).matches("\\d+\\.\\d+.*");
      assertThat(backend.info().threads()).isEqualTo(1);
    }
  }

  @Test
  void probingTwiceGivesTheSameAnswer() {
    Probe first = new EjmlProvider().probe();
    assertThat(first.available()).isTrue();
    assertThat(first.detail()).contains("EJML");
    assertThat(new EjmlProvider().probe()).isEqualTo(first);
  }
}
