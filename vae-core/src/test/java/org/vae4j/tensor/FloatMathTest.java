package org.vae4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
  /**
   * Steps over the bit patterns of all floats; a prime, so that every exponent meets all kinds of
   * fractions.
   */
  private static final int STRIDE = 1009;

  @FunctionalInterface
  private interface FloatFunction {
    float apply(float x);
  }

  @FunctionalInterface
  private interface DoubleFunction {
    double apply(double x);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void errorIsWithinTheStatedBoundOverAllFloats(
      String name, double bound, FloatFunction function, DoubleFunction exact) {
    double worst = 0;
    float where = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      double error = error(function.apply(x), exact.apply(x));
      if (!(error <= worst)) {
        worst = error;
        where = x;
      }
    }
    assertThat(worst).as("largest error of %s, in ulps, at %s", name, where).isLessThan(bound);
  }

  /**
   * Returns the distance in units in the last place of the exact value rounded to binary32; NaN if
   * only one is NaN.
   */
  private static double error(float value, double exact) {
    float rounded = (float) exact;
    if (Float.compare(value, rounded) == 0) {
      return 0;
    }
    return Math.abs(value - exact) / Math.ulp(rounded);
  }

  private static Stream<Arguments> functions() {
    return Stream.of(
        function("exp", 0.51, FloatMath::exp, StrictMath::exp),
        function("expm1", 0.51, FloatMath::expm1, StrictMath::expm1),
        function("log", 0.51, FloatMath::log, StrictMath::log),
        function("sigmoid", 0.51, FloatMath::sigmoid, UnaryOp.SIGMOID::apply),
        function("softplus", 0.51, FloatMath::softplus, UnaryOp.SOFTPLUS::apply),
        function("sqrt", 0.51, UnaryOp.SQRT::apply, StrictMath::sqrt),
        function("tanh", 6, FloatMath::tanh, StrictMath::tanh));
  }

  private static Arguments function(
      String name, double bound, FloatFunction function, DoubleFunction exact) {
    return Arguments.of(name, bound, function, exact);
  }

  @Test
  void smallValuesPassThroughTanhAndExpm1Exactly() {
    for (float x : new float[] {-0f, 0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-30f, -1e-12f}) {
      assertThat(Float.floatToRawIntBits(FloatMath.tanh(x))).isEqualTo(Float.floatToRawIntBits(x));
      assertThat(Float.floatToRawIntBits(FloatMath.expm1(x))).isEqualTo(Float.floatToRawIntBits(x));
    }
  }

  @Test
  void tanhReachesOneAndNeverExceedsIt() {
    assertThat(FloatMath.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(FloatMath.tanh(-20)).isEqualTo(-1);
    for (float x = 3; x < 12; x = Math.nextUp(x * 1.00001f)) {
      assertThat(FloatMath.tanh(x)).isBetween(0.9f, 1f);
    }
  }

  @Test
  void nanStaysNan() {
    for (UnaryOp op : UnaryOp.values()) {
      assertThat(op.apply(Float.NaN)).as("%s", op).isNaN();
      assertThat(op.apply(Double.NaN)).as("%s", op).isNaN();
    }
  }

  @Test
  void wideFunctionsKeepTheirBounds() {
    for (double x = -104; x <= 104; x += 0.00173) {
      double exact = StrictMath.exp(x);
      assertThat(Math.abs(FloatMath.wideExp(x) - exact) / exact).isLessThan(1e-9);
    }
    for (double t = 1e-12; t <= 1; t *= 1.001) {
      double exact = StrictMath.log1p(t);
      assertThat(Math.abs(FloatMath.wideLog1p(t) - exact) / exact).isLessThan(1e-10);
    }
  }
}
