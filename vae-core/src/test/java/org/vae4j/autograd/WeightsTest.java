package org.vae4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.kernel.PlainBackend;

final class WeightsTest {
  private final Backend backend = PlainBackend.onHeap();
  private final Weights weights = new Weights(backend, DType.F32, shapes());

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("small", Shape.of(2, 3));
    shapes.put("large", Shape.of(50, 100));
    return shapes;
  }

  @AfterEach
  void close() {
    weights.close();
    backend.close();
  }

  /** Wherever in the tensor it is: it is looked through in blocks. */
  @ParameterizedTest
  @CsvSource({"0, NaN", "4095, Infinity", "4096, -Infinity", "4999, NaN"})
  void theFirstTensorThatIsNotFiniteIsNamed(int at, double value) {
    double[] values = new double[5000];
    values[at] = value;
    weights.set("large", values);
    assertThat(weights.firstNotFinite()).isEqualTo("large");
    weights.set("small", new double[] {0, 0, 0, 0, 0, value});
    assertThat(weights.firstNotFinite()).isEqualTo("small");
  }

  @Test
  void finiteOnesAreNot() {
    double[] values = new double[5000];
    values[4999] = Float.MAX_VALUE;
    weights.set("large", values);
    assertThat(weights.firstNotFinite()).isNull();
  }
}
