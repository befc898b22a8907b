package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LatentUnitsTest {

  @Test
  void unitsAreActiveIfTheirMeansVary() {
    float[][] mu = {{1, 0.05f, 2}, {-1, -0.05f, 2}};
    float[][] logvar = {{0, 0, -1}, {0, 0, -1}};
    LatentUnits units = LatentUnits.of(mu, logvar);
    assertThat(units.variance().get(0)).isEqualTo(1);
    assertThat(units.variance().get(1)).isCloseTo(0.0025, within(1e-8));
    assertThat(units.active()).containsExactly(0);
    assertThat(units.dead()).containsExactly(1, 2);
    assertThat(units.kl().get(0)).isEqualTo(0.5);
    assertThat(units.kl().get(2)).isCloseTo(0.5 * (4 + Math.exp(-1)), within(1e-12));
  }

  @Test
  void variancesOfMeansThatAreFarOffAreExact() {
    LatentUnits.Sums all = new LatentUnits.Sums(1);
    for (int part = 0; part < 3; part++) {
      LatentUnits.Sums sums = new LatentUnits.Sums(1);
      for (int i = 0; i < 4; i++) {
        sums.add(new double[] {1e9 + part + (i % 2 == 0 ? 0.5 : -0.5)}, new double[1], 0);
      }
      all.add(sums);
    }
    assertThat(all.units().variance().get(0)).isCloseTo(0.25 + 2.0 / 3, within(1e-6));
  }
}
