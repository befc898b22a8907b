package org.vae4j.testkit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;
import org.vae4j.testkit.Call.Operand;
import org.vae4j.testkit.Call.Role;

/**
 * The catalogue of {@link Backend}'s operations: calls that the suites run, repeat and break. A new
 * operation gets its line here; the kit fails without it.
 */
final class Calls {
  private Calls() {}

  /** Returns calls of every operation, primitive and fused, on an r×c matrix. */
  static List<Call> all(int r, int c) {
    List<Call> calls = new ArrayList<>(primitives(r, c));
    calls.addAll(fused(r, c));
    return calls;
  }

  /** Returns calls of every primitive on an r×c matrix. */
  static List<Call> primitives(int r, int c) {
    List<Call> calls = new ArrayList<>();
    int count = r * c;
    calls.add(Call.of("write", output(r, c), 0, new float[count], 0, count));
    calls.add(Call.of("write", output(r, c), 0, new double[count], 0, count));
    calls.add(Call.of("read", input(r, c), 0, new float[count], 0, count));
    calls.add(Call.of("read", input(r, c), 0, new double[count], 0, count));
    calls.add(Call.of("fill", output(r, c), 0.1));
    calls.add(Call.of("gemm", false, false, 1.0, input(r, c), input(c, r), 0.0, output(r, r)));
    calls.add(Call.of("gemm", false, true, 2.0, input(r, c), input(r, c), 1.0, modified(r, r)));
    calls.add(Call.of("gemm", true, false, -0.5, input(r, c), input(r, c), 0.5, modified(c, c)));
    calls.add(Call.of("gemm", true, true, 1.0, input(r, c), input(c, r), 0.0, output(c, c)));
    for (UnaryOp op : UnaryOp.values()) {
      double low = op == UnaryOp.LOG || op == UnaryOp.SQRT ? 0.1 : -3;
      calls.add(Call.of("unary", op, operand(Role.INPUT, r, c, low, 3), output(r, c)));
    }
    for (BinaryOp op : BinaryOp.values()) {
      calls.add(Call.of("binary", op, input(r, c), input(r, c), output(r, c)));
    }
    calls.add(Call.of("binary", BinaryOp.ADD, input(r, c), input(1, c), output(r, c)));
    calls.add(Call.of("binary", BinaryOp.ADD, input(r, c), input(r, 1), output(r, c)));
    calls.add(Call.of("binary", BinaryOp.ADD, input(r, c), input(1, 1), output(r, c)));
    calls.add(Call.of("scale", 2.0, input(r, c), 0.5, output(r, c)));
    calls.add(Call.of("axpby", 2.0, input(r, c), 0.0, output(r, c)));
    calls.add(Call.of("axpby", 2.0, input(r, c), 0.5, modified(r, c)));
    for (Reduction over : Reduction.values()) {
      Shape sums = over.of(Shape.of(r, c));
      calls.add(Call.of("sum", over, input(r, c), 0.0, output(sums.rows(), sums.columns())));
      calls.add(Call.of("sum", over, input(r, c), 0.5, modified(sums.rows(), sums.columns())));
    }
    calls.add(Call.of("copyColumns", input(r, c), c / 2, modified(r, c + 1), 1, c - c / 2));
    return calls;
  }

  /** Returns calls of every fused operation on an r×c matrix. */
  static List<Call> fused(int r, int c) {
    List<Call> calls = new ArrayList<>();
    for (UnaryOp op : UnaryOp.values()) {
      // with a bias well above 0 where the function needs it
      double bias = op == UnaryOp.LOG || op == UnaryOp.SQRT ? 3.0 * c + 1 : 0;
      calls.add(
          Call.of(
              "affine",
              operand(Role.INPUT, r, c, -1, 1),
              input(r, c),
              operand(Role.INPUT, 1, r, bias - 1, bias + 1),
              op,
              output(r, r)));
    }
    calls.add(Call.of("reparameterise", input(r, c), input(r, c), input(r, c), output(r, c)));
    calls.add(
        Call.of("gaussianKl", input(r, c), input(r, c), output(r, c), output(r, c), output(1, 1)));
    calls.add(Call.of("squaredError", input(r, c), input(r, c), output(r, c), output(1, 1)));
    calls.add(
        Call.of(
            "crossEntropyWithLogits",
            operand(Role.INPUT, r, c, -20, 20),
            operand(Role.INPUT, r, c, 0, 1),
            output(r, c),
            output(1, 1)));
    // the second step's moments, and the first's, which are 0
    calls.add(
        adam(r, c, operand(Role.MODIFIED, r, c, -0.1, 0.1), operand(Role.MODIFIED, r, c, 0, 0.1)));
    calls.add(adam(r, c, operand(Role.MODIFIED, r, c, 0, 0), operand(Role.MODIFIED, r, c, 0, 0)));
    return calls;
  }

  /** Returns the methods of {@link Backend} that take tensors. */
  static List<Method> operations() {
    return Arrays.stream(Backend.class.getMethods())
        .filter(m -> Arrays.asList(m.getParameterTypes()).contains(Tensor.class))
        .toList();
  }

  private static Call adam(int r, int c, Operand m, Operand v) {
    Operand gradient = operand(Role.SCRATCH, r, c, -1, 1);
    return Call.of(
        "adam", operand(Role.MODIFIED, r, c, -1, 1), gradient, m, v, 0.01, 0.9, 0.999, 1e-3);
  }

  private static Operand input(int rows, int columns) {
    return operand(Role.INPUT, rows, columns, -3, 3);
  }

  private static Operand output(int rows, int columns) {
    return operand(Role.OUTPUT, rows, columns, -3, 3);
  }

  private static Operand modified(int rows, int columns) {
    return operand(Role.MODIFIED, rows, columns, -3, 3);
  }

  private static Operand operand(Role role, int rows, int columns, double low, double high) {
    return new Operand(role, Shape.of(rows, columns), low, high);
  }
}
