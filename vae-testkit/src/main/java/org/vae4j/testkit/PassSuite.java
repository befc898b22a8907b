package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Weights;
import org.vae4j.loss.SquaredError;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.vae.Vae;

/** Passes of a whole model on one tape: buffers are used again, and leave no trace. */
abstract class PassSuite extends ConformanceSuite {
  private static final int WARM_UP = 2;
  private static final int STEPS = 10;
  private static final Vae VAE = Vae.reference(13, 7, 3, new SquaredError());

  PassSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @ParameterizedTest
  @EnumSource
  void noTensorIsAllocatedInAStepAfterTheFirstFew(DType dtype) {
    try (Weights weights = VAE.initialise(backend(), dtype, 1);
        Tape tape = Tape.forTraining(weights)) {
      long allocated = 0;
      for (int step = 1; step <= STEPS; step++) {
        pass(tape, step);
        if (step <= WARM_UP) {
          allocated = backend().allocated();
        }
        assertThat(backend().allocated() - allocated)
            .as("tensors allocated in step %d", step)
            .isZero();
      }
    }
    assertThat(backend().live()).as("live tensors after tape and weights are closed").isZero();
  }

  @ParameterizedTest
  @EnumSource
  void usedBuffersGiveTheBitsOfNewOnes(DType dtype) {
    try (Weights weights = VAE.initialise(backend(), dtype, 1);
        Tape used = Tape.forTraining(weights)) {
      for (int step = 1; step <= 3; step++) {
        double actual = pass(used, step);
        try (Tape fresh = Tape.forTraining(weights)) {
          double expected = pass(fresh, step);
          assertThat(actual).as("loss of pass %d on one tape", step).isEqualTo(expected);
          for (String name : weights.names()) {
            Compare.sameBits(
                "gradient of " + name + " in pass " + step + " on one tape",
                weights.get(name).shape(),
                fresh.gradients().values(name),
                used.gradients().values(name));
          }
        }
      }
    }
  }

  private static double pass(Tape tape, int seed) {
    var x = tape.constant(Shape.of(5, 13), Samples.signed(tape.dtype(), 65, seed));
    var noise = tape.constant(Shape.of(5, 3), Samples.signed(tape.dtype(), 15, -seed));
    var loss = VAE.negativeElbo(x, noise).total();
    double value = loss.scalar();
    tape.backward(loss);
    tape.reset();
    return value;
  }
}
