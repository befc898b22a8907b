package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.testkit.Call.Operand;
import org.vae4j.testkit.Call.Role;

/**
 * What operations do with their operands: inputs stay, and what an output held before never
 * matters.
 */
abstract class OperandsSuite extends ConformanceSuite {

  OperandsSuite(Supplier<Backend> hook) {
    super(hook);
  }

  @Test
  void everyOperationIsCalled() {
    assertThat(Calls.all(2, 2).stream().map(Call::operation))
        .as("the catalogue of the kit, org.vae4j.testkit.Calls; add a call of what it lacks")
        .containsAll(Calls.operations());
  }

  static Stream<Call> calls() {
    return Stream.concat(Calls.all(7, 13).stream(), Calls.all(1, 1).stream());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void inputsStayAsTheyWere(Call call) {
    for (DType dtype : DType.values()) {
      List<double[]> before = contents(call, dtype, Double.NaN);
      List<double[]> after = evaluate(backend(), call, dtype, before);
      List<Operand> operands = call.operands();
      for (int i = 0; i < operands.size(); i++) {
        if (operands.get(i).role() == Role.INPUT) {
          Compare.sameBits(
              call + " " + dtype + ", operand " + (i + 1) + " afterwards",
              operands.get(i).shape(),
              before.get(i),
              after.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whatAnOutputHeldBeforeDoesNotMatter(Call call) {
    for (DType dtype : DType.values()) {
      List<double[]> expected = evaluate(backend(), call, dtype, contents(call, dtype, 0));
      for (double stale : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 12345}) {
        List<double[]> actual = evaluate(backend(), call, dtype, contents(call, dtype, stale));
        List<Operand> operands = call.operands();
        for (int i = 0; i < operands.size(); i++) {
          if (operands.get(i).role() == Role.OUTPUT) {
            Compare.sameBits(
                call + " " + dtype + " into outputs that held " + stale + ", operand " + (i + 1),
                operands.get(i).shape(),
                expected.get(i),
                actual.get(i));
          }
        }
      }
    }
  }
}
