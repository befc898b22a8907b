package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;

/** The three engines; a test that asks for them fails if one is missing or can't run. */
final class Engines {
  static final List<String> NAMES = List.of("nd4j", "jblas", "ejml");

  private Engines() {}

  static Stream<String> names() {
    for (BackendProvider provider : Backends.find().providers()) {
      assertThat(provider.probe().available())
          .as("%s: %s", provider.name(), provider.probe().detail())
          .isTrue();
    }
    assertThat(Backends.find().providers())
        .extracting(BackendProvider::name)
        .containsExactlyElementsOf(NAMES);
    return NAMES.stream();
  }
}
