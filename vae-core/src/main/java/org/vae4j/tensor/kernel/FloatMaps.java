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
 * definition and vectorises. All work on the elements {@code from .. to}.
 */
final class FloatMaps {
  private FloatMaps() {}

  static void unary(UnaryOp op, float[] a, float[] out, int from, int to) {
    switch (op) {
      case IDENTITY -> System.arraycopy(a, from, out, from, to - from);
      case EXP -> exp(a, out, from, to);
      case LOG -> log(a, out, from, to);
      case SQRT -> sqrt(a, out, from, to);
      case SQUARE -> square(a, out, from, to);
      case RELU -> relu(a, out, from, to);
      case LEAKY_RELU -> leakyRelu(a, out, from, to);
      case ELU -> elu(a, out, from, to);
      case TANH -> tanh(a, out, from, to);
      case SIGMOID -> sigmoid(a, out, from, to);
      case SOFTPLUS -> softplus(a, out, from, to);
    }
  }

  /** out[i] = op(a[i], b[i - shift]). */
  static void binary(BinaryOp op, float[] a, float[] b, int shift, float[] out, int from, int to) {
    switch (op) {
      case ADD -> add(a, b, shift, out, from, to);
      case SUBTRACT -> subtract(a, b, shift, out, from, to);
      case MULTIPLY -> multiply(a, b, shift, out, from, to);
      case DIVIDE -> divide(a, b, shift, out, from, to);
      case RELU_GRADIENT -> reluGradient(a, b, shift, out, from, to);
      case LEAKY_RELU_GRADIENT -> leakyReluGradient(a, b, shift, out, from, to);
      case ELU_GRADIENT -> eluGradient(a, b, shift, out, from, to);
      case TANH_GRADIENT -> tanhGradient(a, b, shift, out, from, to);
      case SIGMOID_GRADIENT -> sigmoidGradient(a, b, shift, out, from, to);
      case SOFTPLUS_GRADIENT -> softplusGradient(a, b, shift, out, from, to);
    }
  }

  private static void exp(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = EXP.apply(a[i]);
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

  private static void sigmoid(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SIGMOID.apply(a[i]);
    }
  }

  private static void softplus(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SOFTPLUS.apply(a[i]);
    }
  }

  private static void add(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = ADD.apply(a[i], b[i - shift]);
    }
  }

  private static void subtract(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SUBTRACT.apply(a[i], b[i - shift]);
    }
  }

  private static void multiply(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = MULTIPLY.apply(a[i], b[i - shift]);
    }
  }

  private static void divide(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = DIVIDE.apply(a[i], b[i - shift]);
    }
  }

  private static void reluGradient(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = RELU_GRADIENT.apply(a[i], b[i - shift]);
    }
  }

  private static void leakyReluGradient(
      float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = LEAKY_RELU_GRADIENT.apply(a[i], b[i - shift]);
    }
  }

  private static void eluGradient(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = ELU_GRADIENT.apply(a[i], b[i - shift]);
    }
  }

  private static void tanhGradient(float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = TANH_GRADIENT.apply(a[i], b[i - shift]);
    }
  }

  private static void sigmoidGradient(
      float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SIGMOID_GRADIENT.apply(a[i], b[i - shift]);
    }
  }

  private static void softplusGradient(
      float[] a, float[] b, int shift, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = SOFTPLUS_GRADIENT.apply(a[i], b[i - shift]);
    }
  }
}
