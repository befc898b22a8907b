package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rectifiers that are computed without branches, against what they mean. */
class BinaryOpTest {
  private static final double[] VALUES = {
    Double.NEGATIVE_INFINITY,
    -1e300,
    -3,
    -1e-40,
    -Double.MIN_VALUE,
    -0.0,
    0.0,
    Double.MIN_VALUE,
    Float.MIN_VALUE,
    1e-40,
    1e-3,
    0.5,
    1,
    7,
    1e30,
    1e300,
    Double.POSITIVE_INFINITY
  };

  @Test
  void gradientsOfRectifiersAreThoseOfTheirDefinitionsToTheBit() {
    for (double y : VALUES) {
      for (double g : VALUES) {
        check(BinaryOp.RELU_GRADIENT, y, g, y > 0 ? g : 0, (float) y > 0 ? (float) g : 0);
        check(
            BinaryOp.LEAKY_RELU_GRADIENT,
            y,
            g,
            y > 0 ? g : 0.01 * g,
            (float) y > 0 ? (float) g : 0.01f * (float) g);
        check(
            BinaryOp.ELU_GRADIENT,
            y,
            g,
            y > 0 ? g : g * (y + 1),
            (float) y > 0 ? (float) g : (float) g * ((float) y + 1));
      }
    }
  }

  @Test
  void whatIsNotANumberStaysSo() {
    for (BinaryOp op :
        new BinaryOp[] {
          BinaryOp.RELU_GRADIENT, BinaryOp.LEAKY_RELU_GRADIENT, BinaryOp.ELU_GRADIENT
        }) {
      for (double other : VALUES) {
        assertThat(op.apply(Double.NaN, other)).as("%s y", op).isNaN();
        assertThat(op.apply(other, Double.NaN)).as("%s g", op).isNaN();
        assertThat(op.apply(Float.NaN, (float) other)).as("%s y", op).isNaN();
        assertThat(op.apply((float) other, Float.NaN)).as("%s g", op).isNaN();
      }
    }
  }

  @Test
  void leakyReluIsItsDefinitionToTheBit() {
    for (double x : VALUES) {
      float single = (float) x;
      same(UnaryOp.LEAKY_RELU.apply(x), x > 0 ? x : 0.01 * x, "" + x);
      same(UnaryOp.LEAKY_RELU.apply(single), single > 0 ? single : 0.01f * single, "" + x);
    }
    assertThat(UnaryOp.LEAKY_RELU.apply(Double.NaN)).isNaN();
    assertThat(UnaryOp.LEAKY_RELU.apply(Float.NaN)).isNaN();
  }

  private static void check(BinaryOp op, double y, double g, double expected, float single) {
    String what = op + " of " + y + ", " + g;
    same(op.apply(y, g), expected, what);
    same(op.apply((float) y, (float) g), single, what);
  }

  private static void same(double actual, double expected, String what) {
    assertThat(Double.doubleToLongBits(actual))
        .as("%s: %s, expected %s", what, actual, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
  }
}
