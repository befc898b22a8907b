package org.vae4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.UnaryOp;
import org.vae4j.tensor.kernel.PlainBackend;

/** The tape's rules; the operations' gradients are checked by the conformance kit. */
final class TapeTest {
  private final CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
  private final Weights weights =
      new Weights(backend, DType.F64, Map.of("w", Shape.of(3), "unused", Shape.of(2)));
  private final Tape tape = Tape.forTraining(weights);

  @AfterEach
  void nothingIsLeft() {
    tape.close();
    weights.close();
    assertThat(backend.live()).isZero();
  }

  @Test
  void aWeightUsedTwiceGetsBothGradientsAndAnUnusedOneGetsZero() {
    weights.set("w", new double[] {1, 2, 3});
    Var w = tape.parameter("w");
    tape.backward(w.square().sum().plus(w.sum()));
    assertThat(tape.gradients().values("w")).containsExactly(3, 5, 7);
    assertThat(tape.gradients().values("unused")).containsExactly(0, 0);
  }

  @Test
  void aSecondPassStartsAgain() {
    weights.set("w", new double[] {1, 2, 3});
    for (int pass = 0; pass < 3; pass++) {
      tape.backward(tape.parameter("w").square().sum());
      assertThat(tape.gradients().values("w")).containsExactly(2, 4, 6);
      tape.reset();
    }
  }

  @Test
  void gradientsCanBeAddedUpAfterThePass() {
    try (Weights dense =
            new Weights(
                backend,
                DType.F64,
                Map.of("w", Shape.of(1, 3), "b", Shape.of(1), "z", Shape.of(1)));
        Weights sums = dense.zerosLike();
        Tape pass = Tape.forTraining(dense)) {
      dense.set("w", new double[] {1, 2, 3});
      Var x = pass.constant(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
      Var y = x.affine(pass.parameter("w"), pass.parameter("b"), UnaryOp.IDENTITY);
      pass.propagate(y.square().sum());
      backend.fill(pass.take(Shape.of(2, 1)), Double.NaN); // no buffer that is still needed
      for (String name : sums.names()) {
        backend.fill(sums.get(name), 100);
        pass.addGradient(name, 0.5, sums.get(name));
      }
      assertThat(sums.values("w")).containsExactly(50 + 284, 50 + 376, 50 + 468);
      assertThat(sums.values("b")).containsExactly(50 + 92);
      assertThat(sums.values("z")).containsExactly(50);
      assertThat(pass.parameter("w").gradient()).containsExactly(284, 376, 468);
    }
  }

  @Test
  void goingBackwardsTwiceInAPassIsRefused() {
    Var loss = tape.parameter("w").square().sum();
    tape.backward(loss);
    assertThatThrownBy(() -> tape.backward(loss))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reset the tape");
  }

  @Test
  void aTargetThatWantsAGradientIsRefusedNotIgnored() {
    Var w = tape.parameter("w");
    Var one = tape.constant(Shape.of(3), 1, 1, 1);
    assertThatThrownBy(() -> one.squaredError(w)).hasMessageContaining("must be a constant");
    assertThatThrownBy(() -> one.crossEntropyWithLogits(w))
        .hasMessageContaining("must be a constant");
    assertThatThrownBy(() -> w.reparameterise(one, w)).hasMessageContaining("must be a constant");
  }

  @Test
  void operandsOfAnotherTapeAreRefused() {
    try (Tape other = Tape.forInference(weights)) {
      Var foreign = other.constant(Shape.of(3), 1, 1, 1);
      assertThatThrownBy(() -> tape.parameter("w").plus(foreign))
          .hasMessageContaining("another tape");
      assertThatThrownBy(() -> tape.parameter("w").squaredError(foreign))
          .hasMessageContaining("this tape");
    }
  }

  @Test
  void onlyASingleValueHasAGradient() {
    assertThatThrownBy(() -> tape.backward(tape.parameter("w")))
        .hasMessageContaining("expected a single value");
  }
}
