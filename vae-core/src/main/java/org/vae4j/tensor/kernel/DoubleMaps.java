package org.vae4j.tensor.kernel;

import static org.vae4j.tensor.BinaryOp.ADD;
import static org.vae4j.tensor.BinaryOp.DIVIDE;
import static org.vae4j.tensor.BinaryOp.ELU_GRADIENT;
import static org.vae4j.tensor.BinaryOp.LEAKY_RELU_GRADIENT;
import static org.vae4j.tensor.BinaryOp.MULTIPLY;
import static org.vae4j.tensor.BinaryOp.RELU_GRADIENT;
import static org.vae4j.tensor.BinaryOp.SIGMOID_GRADIENT;
import static org.vae4j.tensor.BinaryOp.SOFTPLUS_GRADIENT;
import static org.vae4j.tensor.BinaryOp.SUBTRACT;
import static org.vae4j.tensor.BinaryOp.TANH_GRADIENT;
import static org.vae4j.tensor.UnaryOp.RELU;
import static org.vae4j.tensor.UnaryOp.SQRT;
import static org.vae4j.tensor.UnaryOp.SQUARE;

import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.UnaryOp;

/**
 * As {@link FloatMaps}, in binary64, where the functions of {@link StrictMath} take so long that a
 * common loop will do.
 */
final class DoubleMaps {
  private DoubleMaps() {}

  static void unary(UnaryOp op, double[] a, double[] out, int from, int to) {
    switch (op) {
      case IDENTITY -> System.arraycopy(a, from, out, from, to - from);
      case SQRT -> sqrt(a, out, from, to);
      case SQUARE -> square(a, out, from, to);
      case RELU -> relu(a, out, from, to);
      default -> {
        for (int i = from; i < to; i++) {
          out[i] = op.apply(a[i]);
        }
      }
    }
  }

  static void binary(BinaryOp op, double[] a, double[] b, double[] out, int n) {
    switch (op) {
      case ADD -> add(a, b, out, n);
      case SUBTRACT -> subtract(a, b, out, n);
      case MULTIPLY -> multiply(a, b, out, n);
      case DIVIDE -> divide(a, b, out, n);
      case RELU_GRADIENT -> reluGradient(a, b, out, n);
      case LEAKY_RELU_GRADIENT -> leakyReluGradient(a, b, out, n);
      case ELU_GRADIENT -> eluGradient(a, b, out, n);
      case TANH_GRADIENT -> tanhGradient(a, b, out, n);
      case SIGMOID_GRADIENT -> sigmoidGradient(a, b, out, n);
      case SOFTPLUS_GRADIENT -> softplusGradient(a, b, out, n);
    }
  }

  private static void sqrt(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SQRT.apply(a[i]);
    }
  }

  private static void square(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SQUARE.apply(a[i]);
    }
  }

  private static void relu(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = RELU.apply(a[i]);
    }
  }

  private static void add(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ADD.apply(a[i], b[i]);
    }
  }

  private static void subtract(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SUBTRACT.apply(a[i], b[i]);
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = MULTIPLY.apply(a[i], b[i]);
    }
  }

  private static void divide(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = DIVIDE.apply(a[i], b[i]);
    }
  }

  private static void reluGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = RELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void leakyReluGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = LEAKY_RELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void eluGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void tanhGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = TANH_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void sigmoidGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SIGMOID_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void softplusGradient(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SOFTPLUS_GRADIENT.apply(a[i], b[i]);
    }
  }
}
