package org.vae4j.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExamplesTest {

  @Test
  void rowsAreTakenAtEvenDistances() {
    assertThat(Examples.spread(10, 4)).containsExactly(0, 2, 5, 7);
    assertThat(Examples.spread(3, 10)).containsExactly(0, 1, 2);
    assertThat(Examples.spread(Integer.MAX_VALUE, 2000)).endsWith(2_146_409_905).isSorted();
  }
}
