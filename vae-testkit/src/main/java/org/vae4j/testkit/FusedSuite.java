package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.testkit.Call.Operand;
import org.vae4j.testkit.Call.Role;

/**
 * The engine's fused operations against their defaults, which run on the engine's own primitives.
 */
abstract class FusedSuite extends ConformanceSuite {

  FusedSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @Test
  void everyFusedOperationIsCompared() {
    List<Method> called = Calls.fused(2, 2).stream().map(Call::operation).toList();
    List<Method> fused =
        Arrays.stream(Backend.class.getMethods())
            .filter(m -> m.isDefault() && !List.of("close", "exact").contains(m.getName()))
            .toList();
    assertThat(called)
        .as("the catalogue of the kit, org.vae4j.testkit.Calls.fused; add a call of what it lacks")
        .containsAll(fused);
  }

  static Stream<Call> fused() {
    return Stream.of(
            Shape.of(1, 1), Shape.of(1, 7), Shape.of(7, 1), Shape.of(7, 13), Shape.of(64, 257))
        .flatMap(shape -> Calls.fused(shape.rows(), shape.columns()).stream());
  }

  @ParameterizedTest
  @MethodSource("fused")
  void fusedOperationMatchesItsDefault(Call call) {
    for (DType dtype : DType.values()) {
      compare(call.toString(), call, dtype, contents(call, dtype, Double.NaN));
    }
  }

  static Stream<Call> small() {
    return Calls.fused(7, 13).stream();
  }

  @ParameterizedTest
  @MethodSource("small")
  void fusedOperationCarriesSpecialValuesAsItsDefaultDoes(Call call) {
    for (DType dtype : DType.values()) {
      for (int operand = 0; operand < call.operands().size(); operand++) {
        for (double special :
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}) {
          List<double[]> contents = contents(call, dtype, Double.NaN);
          double[] values = contents.get(operand);
          values[values.length / 2] = special;
          compare(
              call + " with " + special + " in operand " + (operand + 1), call, dtype, contents);
        }
      }
    }
  }

  private void compare(String text, Call call, DType dtype, List<double[]> contents) {
    List<double[]> expected = evaluate(PrimitivesOnly.of(backend()), call, dtype, contents);
    List<double[]> actual = evaluate(backend(), call, dtype, contents);
    List<Operand> operands = call.operands();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      if (operand.role() != Role.SCRATCH) {
        double[] scale = scale(expected.get(i));
        Compare.close(
            text + " " + dtype + ", operand " + (i + 1) + " against the default",
            Tolerance.sums(dtype),
            operand.shape(),
            expected.get(i),
            scale,
            actual.get(i));
      }
    }
  }

  /** The largest finite magnitude, for each element. */
  private static double[] scale(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    double[] scale = new double[values.length];
    Arrays.fill(scale, largest);
    return scale;
  }
}
