package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.RmsProp;
import org.vae4j.optim.Sgd;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** Five steps on Σ w⁴/4 + sin w from (1, -2, 0.5), against what PyTorch 1.13 gives in float64. */
final class OptimizersFollowPyTorchTest {

  static List<Arguments> cases() {
    return Engines.names()
        .flatMap(
            engine ->
                List.of(
                    Arguments.of(
                        engine,
                        new Adam(0.1),
                        new double[] {
                          0.5070579102954332, -1.5128058343707498, 0.00020240704759855177
                        }),
                    Arguments.of(
                        engine,
                        new Adam(0.1, 0.9, 0.999, 1e-8, 0.01),
                        new double[] {
                          0.5031187033624942, -1.5041874541189768, -0.0012950893948389525
                        }),
                    Arguments.of(
                        engine,
                        new Sgd(0.1, 0.9, false),
                        new double[] {-0.63192164887948, 1.261913147252233, -0.7922888167435542}),
                    Arguments.of(
                        engine,
                        new Sgd(0.1, 0.9, true),
                        new double[] {
                          -0.9365519457044494, 0.7713665333460742, -1.0490311776586532
                        }),
                    Arguments.of(
                        engine,
                        new RmsProp(0.1, 0.99, 1e-8),
                        new double[] {
                          -0.8768474707121209, -0.8843741847624075, -0.7856124325186428
                        }))
                    .stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fiveSteps(String engine, Optimizer optimizer, double[] expected) {
    Shape shape = Shape.of(1, 3);
    try (Backend backend = Backends.find().open(engine);
        Tensor weight = backend.allocate(shape, DType.F64);
        Tensor gradient = backend.allocate(shape, DType.F64)) {
      List<Tensor> state =
          optimizer.state().stream().map(name -> backend.allocate(shape, DType.F64)).toList();
      state.forEach(tensor -> backend.fill(tensor, 0));
      double[] w = {1, -2, 0.5};
      backend.write(weight, 0, w, 0, 3);
      for (int step = 1; step <= 5; step++) {
        double[] g = new double[3];
        for (int i = 0; i < 3; i++) {
          g[i] = w[i] * w[i] * w[i] + Math.cos(w[i]);
        }
        backend.write(gradient, 0, g, 0, 3);
        optimizer.step(backend, step, weight, gradient, state);
        backend.read(weight, 0, w, 0, 3);
      }
      assertThat(w).containsExactly(expected, within(1e-12));
      state.forEach(Tensor::close);
    }
  }
}
