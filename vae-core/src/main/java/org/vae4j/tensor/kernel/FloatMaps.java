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
import static org.vae4j.tensor.UnaryOp.ELU;
import static org.vae4j.tensor.UnaryOp.EXP;
import static org.vae4j.tensor.UnaryOp.LEAKY_RELU;
import static org.vae4j.tensor.UnaryOp.LOG;
import static org.vae4j.tensor.UnaryOp.RELU;
import static org.vae4j.tensor.UnaryOp.SIGMOID;
import static org.vae4j.tensor.UnaryOp.SOFTPLUS;
import static org.vae4j.tensor.UnaryOp.SQRT;
import static org.vae4j.tensor.UnaryOp.SQUARE;
import static org.vae4j.tensor.UnaryOp.TANH;

import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.UnaryOp;

/**
 * One loop for each operation, in a method of its own: the compiler inlines the constant's
 * definition and vectorises.
 */
final class FloatMaps {
  private FloatMaps() {}

  static void unary(UnaryOp op, float[] a, float[] out, int from, int to) {
    switch (op) {
      case IDENTITY -> System.arraycopy(a, from, out, from, to - from);
      case EXP -> FloatWide.exp(a, out, from, to);
      case LOG -> log(a, out, from, to);
      case SQRT -> sqrt(a, out, from, to);
      case SQUARE -> square(a, out, from, to);
      case RELU -> relu(a, out, from, to);
      case LEAKY_RELU -> leakyRelu(a, out, from, to);
      case ELU -> elu(a, out, from, to);
      case TANH -> tanh(a, out, from, to);
      case SIGMOID -> FloatWide.sigmoid(a, out, from, to);
      case SOFTPLUS -> FloatWide.softplus(a, out, from, to);
    }
  }

  static void binary(BinaryOp op, float[] a, float[] b, float[] out, int n) {
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

  private static void log(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = LOG.apply(a[i]);
    }
  }

  private static void sqrt(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SQRT.apply(a[i]);
    }
  }

  private static void square(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SQUARE.apply(a[i]);
    }
  }

  private static void relu(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = RELU.apply(a[i]);
    }
  }

  private static void leakyRelu(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = LEAKY_RELU.apply(a[i]);
    }
  }

  private static void elu(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = ELU.apply(a[i]);
    }
  }

  private static void tanh(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = TANH.apply(a[i]);
    }
  }

  private static void add(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ADD.apply(a[i], b[i]);
    }
  }

  private static void subtract(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SUBTRACT.apply(a[i], b[i]);
    }
  }

  private static void multiply(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = MULTIPLY.apply(a[i], b[i]);
    }
  }

  private static void divide(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = DIVIDE.apply(a[i], b[i]);
    }
  }

  private static void reluGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = RELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void leakyReluGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = LEAKY_RELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void eluGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ELU_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void tanhGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = TANH_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void sigmoidGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SIGMOID_GRADIENT.apply(a[i], b[i]);
    }
  }

  private static void softplusGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = SOFTPLUS_GRADIENT.apply(a[i], b[i]);
    }
  }
}
