package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.Shape;
import org.vae4j.testkit.GradientCheck.Leaf;

final class GradientCheckTest {
  private final CheckedBackend backend = new CheckedBackend(new ReferenceBackend());

  @Test
  void aRightGradientPassesAndNoTensorStaysOpen() {
    GradientCheck.check(
        "x² y",
        backend,
        List.of(Leaf.of(2, 3), Leaf.of(2, 3)),
        x -> x.get(0).square().times(x.get(1)).sum());
    assertThat(backend.live()).isZero();
  }

  @Test
  void aLossThatHidesAPartFromTheTapeIsNamedWithElementAndBothGradients() {
    assertThatThrownBy(
            () ->
                GradientCheck.check(
                    "x · x",
                    backend,
                    List.of(new Leaf(Shape.of(2, 3), 1, 2)),
                    x -> x.get(0).times(detached(x.get(0))).sum()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "x · x: gradient of leaf 1 against finite differences: element [0, 0] of 2×3 is 1.")
        .hasMessageContaining(", expected ")
        .hasMessageEndingWith("(and 5 of 6 elements more)");
    assertThat(backend.live()).isZero();
  }

  @Test
  void aLossThatIsNotFiniteIsNotTakenForRight() {
    assertThatThrownBy(
            () ->
                GradientCheck.check(
                    "log",
                    backend,
                    List.of(new Leaf(Shape.of(1, 1), -2, -1)),
                    x -> x.get(0).log().sum()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("log: the loss is NaN and NaN around leaf 1 [0]")
        .hasMessageContaining("expected finite values");
  }

  private static Var detached(Var x) {
    return x.tape().constant(x.value().shape(), x.values());
  }
}
