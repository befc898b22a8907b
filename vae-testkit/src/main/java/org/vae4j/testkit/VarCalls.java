package org.vae4j.testkit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.UnaryOp;
import org.vae4j.testkit.GradientCheck.Leaf;
import org.vae4j.testkit.VarCall.Operand;

/**
 * The catalogue of {@link Var}'s differentiable operations. A new operation gets its line here; the
 * kit fails without it.
 */
final class VarCalls {
  private VarCalls() {}

  static List<VarCall> all() {
    List<VarCall> calls = new ArrayList<>();
    Operand x = leaf(3, 4);
    for (Operand other : List.of(leaf(3, 4), leaf(1, 4), leaf(4), leaf(3, 1), leaf(1, 1))) {
      calls.add(VarCall.of("plus", x, other));
      calls.add(VarCall.of("minus", x, other));
      calls.add(VarCall.of("times", x, other));
      calls.add(VarCall.of("dividedBy", x, positive(other.leaf().shape())));
    }
    calls.add(VarCall.of("plus", x, 0.7));
    calls.add(VarCall.of("minus", x, 0.7));
    calls.add(VarCall.of("times", x, 0.7));
    for (String name :
        List.of(
            "negate",
            "exp",
            "square",
            "relu",
            "tanh",
            "sigmoid",
            "softplus",
            "silu",
            "sum",
            "mean")) {
      calls.add(VarCall.of(name, x));
    }
    calls.add(VarCall.of("log", positive(x.leaf().shape())));
    calls.add(VarCall.of("sqrt", positive(x.leaf().shape())));
    for (UnaryOp op : UnaryOp.values()) {
      boolean needsPositive = op == UnaryOp.LOG || op == UnaryOp.SQRT;
      calls.add(VarCall.of("apply", needsPositive ? positive(x.leaf().shape()) : x, op));
    }
    for (Reduction over : Reduction.values()) {
      calls.add(VarCall.of("sum", x, over));
    }
    calls.add(VarCall.of("matmul", x, leaf(4, 2)));
    for (UnaryOp op : UnaryOp.values()) {
      if (op == UnaryOp.SQRT) {
        calls.add(
            VarCall.of(
                "affine",
                positive(Shape.of(3, 4)),
                positive(Shape.of(2, 4)),
                positive(Shape.of(2)),
                op));
      } else if (op != UnaryOp.LOG && op != UnaryOp.SQUARE) {
        calls.add(VarCall.of("affine", x, leaf(2, 4), leaf(2), op));
      }
    }
    calls.add(VarCall.of("columns", x, 1, 2));
    calls.add(VarCall.of("reparameterise", x, leaf(3, 4), constant(-2, 2)));
    calls.add(VarCall.of("gaussianKl", x, leaf(3, 4)));
    calls.add(VarCall.of("squaredError", x, constant(-1, 1)));
    calls.add(VarCall.of("crossEntropyWithLogits", x, constant(0, 1)));
    return calls;
  }

  /** Returns the methods of {@link Var} that give a variable. */
  static Stream<Method> operations() {
    return Arrays.stream(Var.class.getMethods()).filter(m -> m.getReturnType() == Var.class);
  }

  private static Operand leaf(int... dimensions) {
    return new Operand(Leaf.of(dimensions), false);
  }

  private static Operand positive(Shape shape) {
    return new Operand(new Leaf(shape, 0.5, 2), false);
  }

  private static Operand constant(double low, double high) {
    return new Operand(new Leaf(Shape.of(3, 4), low, high), true);
  }
}
