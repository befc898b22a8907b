package org.vae4j.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vae4j.autograd.Tape;
import org.vae4j.autograd.Var;
import org.vae4j.autograd.Weights;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;

/**
 * Compares the gradients that a tape computes with central finite differences, in binary64.
 *
 * <pre>{@code
 * GradientCheck.check("tanh", backend, List.of(Leaf.of(3, 4)), x -> x.get(0).tanh().sum());
 * }</pre>
 */
public final class GradientCheck {
  /** The cube root of the machine epsilon balances truncation and rounding. */
  private static final double STEP = 0x1p-17;

  private GradientCheck() {}

  /**
   * A variable that the loss depends on.
   *
   * @param shape its shape
   * @param low the least value it is tried at
   * @param high above the largest value it is tried at
   */
  public record Leaf(Shape shape, double low, double high) {

    /** A leaf with values in [-2, 2). */
    public static Leaf of(int... dimensions) {
      return new Leaf(Shape.of(dimensions), -2, 2);
    }

    double[] values(long seed) {
      return Samples.uniform(DType.F64, shape.size(), seed, low, high);
    }
  }

  /**
   * Checks the gradient of a function of a few variables.
   *
   * @param what names the function in messages
   * @param loss gives a single value, 1×1; called many times
   */
  public static void check(
      String what, Backend backend, List<Leaf> leaves, Function<List<Var>, Var> loss) {
    Map<String, Leaf> named = new LinkedHashMap<>();
    leaves.forEach(leaf -> named.put("leaf " + (named.size() + 1), leaf));
    check(
        what,
        backend,
        named,
        tape -> loss.apply(named.keySet().stream().map(tape::parameter).toList()));
  }

  /**
   * Checks the gradient of a function of weights on a tape, such as a layer or a model.
   *
   * @param what names the function in messages
   * @param leaves the weights by name
   * @param loss gives a single value, 1×1; called many times
   */
  public static void check(
      String what, Backend backend, Map<String, Leaf> leaves, Function<Tape, Var> loss) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    leaves.forEach((name, leaf) -> shapes.put(name, leaf.shape()));
    try (Weights weights = new Weights(backend, DType.F64, shapes);
        Tape tape = Tape.forTraining(weights)) {
      long seed = 0;
      for (Map.Entry<String, Leaf> leaf : leaves.entrySet()) {
        weights.set(leaf.getKey(), leaf.getValue().values(++seed));
      }
      tape.backward(loss.apply(tape));
      tape.reset();
      shapes.forEach(
          (name, shape) -> {
            double[] expected = differences(what, name, weights, tape, loss);
            double[] scale = new double[expected.length];
            Arrays.fill(scale, Arrays.stream(expected).map(Math::abs).max().orElse(0));
            Compare.close(
                what + ": gradient of " + name + " against finite differences",
                Tolerance.gradients(),
                shape,
                expected,
                scale,
                tape.gradients().values(name));
          });
    }
  }

  private static double[] differences(
      String what, String name, Weights weights, Tape tape, Function<Tape, Var> loss) {
    double[] at = weights.values(name);
    double[] differences = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double x = at[i];
      double step = STEP * Math.max(1, Math.abs(x));
      double above = value(name, at, i, x + step, weights, tape, loss);
      double below = value(name, at, i, x - step, weights, tape, loss);
      at[i] = x;
      differences[i] = (above - below) / ((x + step) - (x - step));
      if (!Double.isFinite(differences[i])) {
        throw new AssertionError(
            what
                + ": the loss is "
                + below
                + " and "
                + above
                + " around "
                + name
                + " ["
                + i
                + "] = "
                + x
                + ", expected finite values; choose other leaves");
      }
    }
    weights.set(name, at);
    return differences;
  }

  private static double value(
      String name,
      double[] at,
      int i,
      double x,
      Weights weights,
      Tape tape,
      Function<Tape, Var> loss) {
    at[i] = x;
    weights.set(name, at);
    double value = loss.apply(tape).scalar();
    tape.reset();
    return value;
  }
}
