package org.vae4j.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.UnaryOp;

/**
 * The loops, compiled and vectorised as they are after many calls, give the bits of the scalar
 * definitions.
 */
class KernelsTest {
  private static final int N = 20_011;
  private static final int CALLS = 30;

  @ParameterizedTest
  @EnumSource
  void unaryFloatLoopsAreTheDefinition(UnaryOp op) {
    float[] a = floats(1);
    float[] expected = new float[N];
    for (int i = 0; i < N; i++) {
      expected[i] = op.apply(a[i]);
    }
    for (int call = 0; call < CALLS; call++) {
      float[] out = new float[N];
      FloatKernels.INSTANCE.unary(op, a, out, N);
      assertThat(out).usingComparator(Arrays::compare).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unaryDoubleLoopsAreTheDefinition(UnaryOp op) {
    double[] a = doubles(1);
    double[] expected = Arrays.stream(a).map(op::apply).toArray();
    for (int call = 0; call < CALLS; call++) {
      double[] out = new double[N];
      DoubleKernels.INSTANCE.unary(op, a, out, N);
      assertThat(out).usingComparator(Arrays::compare).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryFloatLoopsAreTheDefinition(BinaryOp op) {
    float[] a = floats(1);
    float[] b = floats(2);
    float[] expected = new float[N];
    for (int i = 0; i < N; i++) {
      expected[i] = op.apply(a[i], b[i]);
    }
    for (int call = 0; call < CALLS; call++) {
      float[] out = new float[N];
      FloatKernels.INSTANCE.binary(op, a, b, out, N);
      assertThat(out).usingComparator(Arrays::compare).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryDoubleLoopsAreTheDefinition(BinaryOp op) {
    double[] a = doubles(1);
    double[] b = doubles(2);
    double[] expected = new double[N];
    for (int i = 0; i < N; i++) {
      expected[i] = op.apply(a[i], b[i]);
    }
    for (int call = 0; call < CALLS; call++) {
      double[] out = new double[N];
      DoubleKernels.INSTANCE.binary(op, a, b, out, N);
      assertThat(out).usingComparator(Arrays::compare).isEqualTo(expected);
    }
  }

  @Test
  void aTotalOfFloatsIsAccumulatedInBinary64() {
    int n = 1 << 24;
    float[] a = new float[n];
    Arrays.fill(a, 0.1f);
    double[] lanes = new double[Kernels.LANES];
    FloatKernels.INSTANCE.sum(a, lanes, n);
    assertThat(Lanes.total(lanes)).isEqualTo((double) 0.1f * n);
  }

  @Test
  void everyFusedOperationIsOverridden() throws NoSuchMethodException {
    for (Method method : Backend.class.getMethods()) {
      if (method.isDefault() && !List.of("close", "exact").contains(method.getName())) {
        assertThat(
                KernelBackend.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass())
            .as(method.getName())
            .isEqualTo(KernelBackend.class);
      }
    }
  }

  private static double[] doubles(int seed) {
    double[] special = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      0.0,
      1,
      -1,
      Double.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Double.MAX_VALUE
    };
    Random random = new Random(seed);
    double[] values = new double[N];
    for (int i = 0; i < N; i++) {
      values[i] =
          random.nextInt(20) == 0
              ? special[random.nextInt(special.length)]
              : random.nextGaussian() * Math.pow(2, random.nextInt(20) - 12);
    }
    return values;
  }

  private static float[] floats(int seed) {
    double[] values = doubles(seed);
    float[] rounded = new float[N];
    for (int i = 0; i < N; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
