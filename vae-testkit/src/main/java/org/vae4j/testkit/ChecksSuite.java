package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.testkit.Call.Operand;

/**
 * Wrong arguments are refused before they reach the engine, with the operation, what was given and
 * what was expected.
 */
abstract class ChecksSuite extends ConformanceSuite {

  ChecksSuite(Supplier<Backend> hook) {
    super(hook);
  }

  static Stream<Call> calls() {
    return Calls.all(7, 13).stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void tensorsOfAnotherEngineAreRefused(Call call) {
    CheckedBackend another = another();
    for (int i = 0; i < call.operands().size(); i++) {
      try (Tensor foreign = another.allocate(call.operands().get(i).shape(), DType.F32)) {
        refused(call, with(call, i, foreign), IllegalArgumentException.class)
            .hasMessageContaining(
                "is not a tensor of this " + backend().info().name() + " backend");
      }
    }
    another.close();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void closedTensorsAreRefused(Call call) {
    for (int i = 0; i < call.operands().size(); i++) {
      Tensor closed = stale(DType.F32, call.operands().get(i).shape());
      closed.close();
      refused(call, with(call, i, closed), IllegalStateException.class)
          .hasMessageContaining("is closed");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void elementTypesThatDifferAreRefused(Call call) {
    for (int i = 0; i < call.operands().size() && call.operands().size() > 1; i++) {
      Tensor wide = stale(DType.F64, call.operands().get(i).shape());
      refused(call, with(call, i, wide), IllegalArgumentException.class)
          .hasMessageContaining("element types differ")
          .hasMessageContaining("F32 tensor")
          .hasMessageContaining("F64 tensor");
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void shapesThatDoNotFitAreRefused(Call call) {
    for (int i = 0; i < call.operands().size() && call.operands().size() > 1; i++) {
      if (call.arguments().contains(Reduction.ALL) && i == 0) {
        continue; // any shape has a sum
      }
      Shape right = call.operands().get(i).shape();
      Tensor wrong = stale(DType.F32, Shape.of(right.rows() + 2, right.columns() + 3));
      refused(call, with(call, i, wrong), IllegalArgumentException.class)
          .hasMessageContaining(wrong.shape().toString())
          .hasMessageMatching("(?s).*(expected|differ|need).*");
    }
  }

  static Stream<Call> aliasing() {
    Stream<Call> products =
        Calls.primitives(1, 1).stream().filter(c -> List.of("gemm", "sum").contains(c.name()));
    return Stream.concat(products, Calls.fused(1, 1).stream());
  }

  @ParameterizedTest
  @MethodSource("aliasing")
  void outputsThatAreInputsTooAreRefused(Call call) {
    List<Operand> operands = call.operands();
    for (int out = 0; out < operands.size(); out++) {
      for (int other = 0; other < operands.size(); other++) {
        if (other != out && operands.get(out).isWritten()) {
          List<Tensor> tensors = with(call, out, stale(DType.F32, Shape.SCALAR));
          tensors.set(other, tensors.get(out));
          refused(call, tensors, IllegalArgumentException.class)
              .hasMessageContaining("the output 1×1 is an input too")
              .hasMessageContaining("give it a tensor of its own");
        }
      }
    }
  }

  @Test
  void copyingColumnsToThemselvesIsRefused() {
    Tensor a = stale(DType.F64, Shape.of(7, 13));
    refused(
        "copyColumns",
        IllegalArgumentException.class,
        () -> backend().copyColumns(a, 0, a, 5, 3),
        "7×13",
        "input too");
  }

  @Test
  void messagesSayWhatWasGivenAndWhatWasExpected() {
    Tensor a = stale(DType.F32, Shape.of(64, 784));
    Tensor b = stale(DType.F32, Shape.of(400, 784));
    Tensor out = stale(DType.F32, Shape.of(64, 400));
    Tensor wrong = stale(DType.F32, Shape.of(7, 13));
    Class<IllegalArgumentException> argument = IllegalArgumentException.class;
    refused(
        "gemm",
        argument,
        () -> backend().gemm(false, false, 1, a, b, 0, out),
        "a is 64×784",
        "b is 400×784",
        "transpose b?");
    refused(
        "gemm",
        argument,
        () -> backend().gemm(false, true, 1, a, b, 0, wrong),
        "out is 7×13",
        "expected 64×400");
    refused(
        "binary ADD",
        argument,
        () -> backend().binary(BinaryOp.ADD, a, b, a),
        "b is 400×784",
        "expected 64×784");
    refused(
        "sum over ALL",
        argument,
        () -> backend().sum(Reduction.ALL, a, 0, wrong),
        "out is 7×13",
        "expected 1×1");
    refused(
        "sum over ROWS",
        argument,
        () -> backend().sum(Reduction.ROWS, a, 0, wrong),
        "out is 7×13",
        "expected 1×784");
    refused("axpby", argument, () -> backend().axpby(1, a, 1, b), "64×784", "400×784");
    refused(
        "copyColumns",
        argument,
        () -> backend().copyColumns(a, 0, b, 0, 1),
        "64×784",
        "400×784",
        "rows");
  }

  @Test
  void rangesOutsideAreRefused() {
    Tensor a = stale(DType.F32, Shape.of(7, 13));
    Tensor out = stale(DType.F32, Shape.of(7, 5));
    double[] wide = new double[20];
    float[] narrow = new float[20];
    for (int[] range :
        new int[][] {
          {80, 0, 12},
          {-1, 0, 1},
          {0, 15, 6},
          {0, -1, 1},
          {0, 0, -1},
          {Integer.MAX_VALUE, 0, 1},
          {0, Integer.MAX_VALUE, 1}
        }) {
      int at = range[0];
      int from = range[1];
      int count = range[2];
      String[] given = {
        count + " elements at " + at + " of 91", "at " + from + " of an array of 20"
      };
      Class<IndexOutOfBoundsException> bounds = IndexOutOfBoundsException.class;
      refused("write", bounds, () -> backend().write(a, at, wide, from, count), given);
      refused("write", bounds, () -> backend().write(a, at, narrow, from, count), given);
      refused("read", bounds, () -> backend().read(a, at, wide, from, count), given);
      refused("read", bounds, () -> backend().read(a, at, narrow, from, count), given);
    }
    for (int[] range :
        new int[][] {
          {10, 0, 4},
          {0, 3, 3},
          {-1, 0, 1},
          {0, -1, 1},
          {0, 0, 0},
          {Integer.MAX_VALUE, 0, 1},
          {0, Integer.MAX_VALUE, 1}
        }) {
      refused(
          "copyColumns",
          IndexOutOfBoundsException.class,
          () -> backend().copyColumns(a, range[0], out, range[1], range[2]),
          range[2] + " columns from " + range[0] + " of 7×13 to " + range[1] + " of 7×5");
    }
  }

  /** Returns tensors that are right for {@code call}, but for one. */
  private List<Tensor> with(Call call, int position, Tensor wrong) {
    List<Tensor> tensors = new ArrayList<>();
    for (Operand operand : call.operands()) {
      tensors.add(filled(DType.F32, operand.shape(), 1));
    }
    tensors.set(position, wrong);
    return tensors;
  }

  private AbstractThrowableAssert<?, ?> refused(
      Call call, List<Tensor> tensors, Class<? extends Exception> type) {
    return assertThatThrownBy(() -> call.run(backend(), tensors))
        .as("%s on %s", call, tensors)
        .isInstanceOf(type)
        .hasMessageStartingWith(call.name());
  }

  private static void refused(
      String operation, Class<? extends Exception> type, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(type)
        .hasMessageStartingWith(operation + ": ")
        .hasMessageContainingAll(words);
  }
}
