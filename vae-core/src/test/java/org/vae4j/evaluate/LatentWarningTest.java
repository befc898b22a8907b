package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.evaluate.LatentWarning.Kind;

final class LatentWarningTest {
  private static final LatentUnits HEALTHY = units(List.of(2.0, 1.5), List.of(0.9, 0.8));

  private static LatentUnits units(List<Double> kl, List<Double> variance) {
    return new LatentUnits(kl, variance);
  }

  @Test
  void aHealthyLatentSpaceGivesNone() {
    assertThat(LatentWarning.of(HEALTHY, 1)).isEmpty();
    assertThat(LatentWarning.of(HEALTHY, 0.01)).isEmpty();
  }

  @Test
  void betaZeroIsSaid() {
    assertThat(LatentWarning.of(HEALTHY, 0)).singleElement().matches(w -> w.kind() == Kind.KL_OFF);
    assertThat(LatentWarning.of(HEALTHY, 0).get(0).text()).contains("the KL is off (beta is 0)");
  }

  @Test
  void aCollapsedKlIsSaidWithItsSizeAndNotUnitByUnit() {
    LatentUnits collapsed = units(List.of(0.002, 0.00151), List.of(0.001, 0.003));
    assertThat(LatentWarning.of(collapsed, 1))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.kind()).isEqualTo(Kind.KL_COLLAPSED);
              assertThat(w.text()).contains("collapsed to 0.00351 nats a row", "KL warm-up");
            });
  }

  @Test
  void deadUnitsAreSaidByTheirNumbers() {
    LatentUnits some = units(List.of(2.0, 0.001, 0.3), List.of(0.9, 0.01, 0.0));
    assertThat(LatentWarning.of(some, 1))
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.kind()).isEqualTo(Kind.DEAD_UNITS);
              assertThat(w.text()).startsWith("2 of 3 latent units are dead (z2, z3; ");
            });
    LatentUnits many = units(Collections.nCopies(30, 1.0), Collections.nCopies(30, 0.0));
    assertThat(LatentWarning.of(many, 1).get(0).text())
        .startsWith(
            "30 of 30 latent units are dead (z1, z2, z3, z4, z5, z6, z7, z8, z9, z10, ...; ");
  }
}
