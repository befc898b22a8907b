package org.vae4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

  /** The first three are Wichura's own; the others come from SciPy's ndtri. */
  @ParameterizedTest
  @CsvSource({
    "0.25,   -0.6744897501960817",
    "0.001,  -3.090232306167814",
    "1e-20,  -9.262340089798408",
    "0.075,  -1.4395314709384563",
    "0.0749, -1.4402382675279635",
    "0.925,   1.4395314709384563",
    "1e-12,  -7.034483825301131",
    "1.1102230246251565e-16, -8.209536151601387"
  })
  void agreesWithPublishedValues(double p, double z) {
    assertThat(NormalQuantile.of(p)).isCloseTo(z, offset(4e-15));
  }

  @Test
  void isOddAndZeroInTheMiddle() {
    assertThat(NormalQuantile.of(0.5)).isZero();
    for (int i = 1; i < 1024; i++) {
      double p = i / 2048.0;
      assertThat(NormalQuantile.of(1 - p)).isEqualTo(-NormalQuantile.of(p));
    }
  }

  @Test
  void increasesAcrossTheSeamsOfItsPieces() {
    for (double seam : new double[] {0.075, 0.925, Math.exp(-25), 1 - Math.exp(-25)}) {
      double step = Math.min(seam, 1 - seam) * 1e-4;
      double last = Double.NEGATIVE_INFINITY;
      for (int i = -5; i <= 5; i++) {
        double z = NormalQuantile.of(seam + i * step);
        assertThat(z).isGreaterThan(last);
        last = z;
      }
    }
  }
}
