package org.vae4j.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.autograd.Weights;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.PlainBackend;

final class OptimizerStateTest {

  @Test
  void aWeightThatIsNotThereIsNamedWithThoseThatAre() {
    try (Backend backend = PlainBackend.onHeap();
        Weights weights = new Weights(backend, DType.F32, Map.of("w", Shape.of(2, 2)));
        OptimizerState state = new OptimizerState(new Adam(1e-3), weights);
        Tensor gradient = backend.allocate(Shape.of(2, 2), DType.F32)) {
      state.nextStep();
      assertThatThrownBy(() -> state.update("v", gradient))
          .hasMessageContainingAll("there is no 'v'", "w");
    }
  }
}
