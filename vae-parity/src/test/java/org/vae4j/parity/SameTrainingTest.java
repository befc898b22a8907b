package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autograd.Weights;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** One model trains the same on every engine: the reference model, full size, on MNIST. */
final class SameTrainingTest {
  /** An epoch of 60,000 images in batches of 128. */
  private static final int EPOCH = 469;

  static List<String> engines() {
    return Engines.names().toList();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void initialWeightsAreTheSeedsDrawsToTheBit(String engine) {
    for (DType dtype : DType.values()) {
      try (Backend backend = Backends.find().open(engine);
          Weights weights = Runs.REFERENCE.initialise(backend, dtype, 1)) {
        Runs.REFERENCE
            .parameters()
            .forEach(
                p ->
                    assertThat(weights.values(p.name()))
                        .as(p.name())
                        .isEqualTo(rounded(dtype, p.initializer().values(p, 1))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void dataAndNoiseReachTheEngineToTheBit(String engine) throws IOException {
    double[] noise = new double[128 * 20];
    RandomStream.of(1, "noise").normals(0, noise, 0, noise.length);
    double[] row = new double[784];
    Runs.mnist().train().copy(RandomStream.of(1, "order").permutation(1, 60_000)[0], row, 0);
    try (Backend backend = Backends.find().open(engine)) {
      for (double[] values : List.of(noise, row)) {
        for (DType dtype : DType.values()) {
          try (Tensor tensor = backend.allocate(Shape.of(values.length), dtype)) {
            backend.write(tensor, 0, values, 0, values.length);
            double[] back = new double[values.length];
            backend.read(tensor, 0, back, 0, back.length);
            assertThat(back).isEqualTo(rounded(dtype, values));
          }
        }
      }
    }
  }

  @Test
  void anEpochInF64AgreesOnEveryStepsLossAndOnTheWeights() throws IOException {
    for (String one : Engines.NAMES) {
      for (String other :
          Engines.NAMES.subList(Engines.NAMES.indexOf(one) + 1, Engines.NAMES.size())) {
        Runs.Run a = Runs.of(one, DType.F64, EPOCH, 2);
        Runs.Run b = Runs.of(other, DType.F64, EPOCH, 2);
        assertThat(a.losses()).hasSize(EPOCH);
        Figures.publish(
            "f64 loss, largest relative difference, " + one + "/" + other, lossDifference(a, b));
        Figures.publish(
            "f64 weights, largest difference, " + one + "/" + other, weightDifference(a, b));
        assertThat(lossDifference(a, b)).as("%s and %s, losses", one, other).isLessThan(1e-10);
        assertThat(weightDifference(a, b)).as("%s and %s, weights", one, other).isLessThan(1e-8);
      }
    }
  }

  @Test
  void aHundredStepsInF32AgreeOnEveryStepsLoss() throws IOException {
    for (String one : Engines.NAMES) {
      for (String other :
          Engines.NAMES.subList(Engines.NAMES.indexOf(one) + 1, Engines.NAMES.size())) {
        double difference =
            lossDifference(Runs.of(one, DType.F32, 100, 2), Runs.of(other, DType.F32, 100, 2));
        Figures.publish("f32 loss, largest relative difference, " + one + "/" + other, difference);
        assertThat(difference).as("%s and %s", one, other).isLessThan(1e-4);
      }
    }
  }

  @Test
  void trainingLearns() throws IOException {
    List<Double> losses = Runs.of("nd4j", DType.F64, EPOCH, 2).losses();
    assertThat(losses.get(EPOCH - 1)).isLessThan(100).isCloseTo(85, within(15.0));
    assertThat(losses.get(0)).isGreaterThan(300);
  }

  /** Four micro-batches: three threads have a last round that is not full. */
  @ParameterizedTest
  @MethodSource("engines")
  void theNumberOfThreadsDoesNotChangeABit(String engine) throws IOException {
    for (DType dtype : DType.values()) {
      Runs.Run one = Runs.of(engine, dtype, 20, 1, 32);
      for (int threads = 2; threads <= 3; threads++) {
        Runs.Run more = Runs.of(engine, dtype, 20, threads, 32);
        assertThat(more.losses()).isEqualTo(one.losses());
        one.weights()
            .forEach(
                (name, values) -> assertThat(more.weights().get(name)).as(name).isEqualTo(values));
      }
    }
  }

  private static double lossDifference(Runs.Run a, Runs.Run b) {
    double largest = 0;
    for (int i = 0; i < a.losses().size(); i++) {
      double x = a.losses().get(i);
      largest = Math.max(largest, Math.abs(x - b.losses().get(i)) / Math.abs(x));
    }
    return largest;
  }

  private static double weightDifference(Runs.Run a, Runs.Run b) {
    double largest = 0;
    for (Map.Entry<String, double[]> entry : a.weights().entrySet()) {
      double[] others = b.weights().get(entry.getKey());
      for (int i = 0; i < others.length; i++) {
        largest = Math.max(largest, Math.abs(entry.getValue()[i] - others[i]));
      }
    }
    return largest;
  }

  private static double[] rounded(DType dtype, double[] values) {
    double[] rounded = values.clone();
    if (dtype == DType.F32) {
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) rounded[i];
      }
    }
    return rounded;
  }
}
