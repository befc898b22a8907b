package org.vae4j.tensor;

/**
 * A linear-algebra engine. The primitives are abstract; each fused operation is a default method
 * written in primitives, which is its specification: an engine may override it for speed only, and
 * the conformance kit compares the two.
 *
 * <p>Engines need not check arguments: {@link CheckedBackend}, through which all tensors are made,
 * has done so. Results go into out-parameters, named {@code out} or marked 'Modified' here; all
 * other tensors are not modified. An output may be the same tensor as an elementwise input of equal
 * shape; it may never be an operand of a matrix product or a sum, nor a broadcast input. What an
 * output held before never matters, NaN included, unless it is marked 'Modified'.
 *
 * <p>An engine is used by several threads at once, with different outputs, and must not start
 * threads of its own inside an operation. Its results must not depend on which thread calls.
 */
public interface Backend extends AutoCloseable {

  /** Returns what this engine is: its name, version and the library behind it. */
  BackendInfo info();

  /**
   * Whether it computes the same bits as every other engine that says so, as {@link
   * org.vae4j.tensor.exact.ExactBackend} does.
   */
  default boolean exact() {
    return false;
  }

  /** Returns a new tensor; its contents are undefined until written. */
  Tensor allocate(Shape shape, DType dtype);

  /**
   * Copies {@code source[from .. from+count)} to the elements {@code at .. at+count} of {@code
   * out}.
   */
  void write(Tensor out, int at, float[] source, int from, int count);

  /**
   * Copies {@code source[from .. from+count)} to the elements {@code at .. at+count} of {@code
   * out}, rounding to its type.
   */
  void write(Tensor out, int at, double[] source, int from, int count);

  /**
   * Copies the elements {@code at .. at+count} of {@code a} to {@code target[to .. to+count)},
   * rounding to binary32.
   */
  void read(Tensor a, int at, float[] target, int to, int count);

  /** Copies the elements {@code at .. at+count} of {@code a} to {@code target[to .. to+count)}. */
  void read(Tensor a, int at, double[] target, int to, int count);

  /** Sets every element of {@code out} to {@code value}. */
  void fill(Tensor out, double value);

  /**
   * out = alpha op(a) op(b) + beta out, where op transposes if its flag is set; with beta 0, {@code
   * out} is overwritten whatever it held. op(a) is m×k, op(b) k×n, out m×n.
   *
   * @param out Modified
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor out);

  /** out = op(a), elementwise. */
  void unary(UnaryOp op, Tensor a, Tensor out);

  /**
   * out = op(a, b), elementwise.
   *
   * @param a the shape of {@code out}, r×c
   * @param b r×c, or spread over it: a row 1×c, a column r×1, or a single value 1×1
   */
  void binary(BinaryOp op, Tensor a, Tensor b, Tensor out);

  /** out = alpha a + shift, elementwise. */
  void scale(double alpha, Tensor a, double shift, Tensor out);

  /**
   * out = alpha a + beta out, elementwise; with beta 0, {@code out} is overwritten whatever it
   * held.
   *
   * @param out Modified
   */
  void axpby(double alpha, Tensor a, double beta, Tensor out);

  /**
   * out = the sum of {@code a} over what {@code over} says + beta out; with beta 0, {@code out} is
   * overwritten whatever it held.
   *
   * @param out Modified; its shape is {@link Reduction#of} that of {@code a}
   */
  void sum(Reduction over, Tensor a, double beta, Tensor out);

  /**
   * Copies the columns {@code from .. from+count} of {@code a} to the columns {@code to ..
   * to+count} of {@code out}, which has as many rows. The other columns of {@code out} stay.
   *
   * @param out Modified
   */
  void copyColumns(Tensor a, int from, Tensor out, int to, int count);

  /** Gives back what the engine holds; its tensors are closed before. */
  @Override
  default void close() {}

  /**
   * out = activation(x wᵀ + bias): a dense layer.
   *
   * @param x n×i
   * @param w o×i
   * @param bias 1×o
   * @param out n×o
   */
  default void affine(Tensor x, Tensor w, Tensor bias, UnaryOp activation, Tensor out) {
    gemm(false, true, 1, x, w, 0, out);
    binary(BinaryOp.ADD, out, bias, out);
    if (activation != UnaryOp.IDENTITY) {
      unary(activation, out, out);
    }
  }

  /**
   * out = mu + noise exp(logvar / 2): a draw from N(mu, exp(logvar)) (Kingma and Welling 2013,
   * section 2.4).
   *
   * @param out not the same tensor as an input; all four have one shape
   */
  default void reparameterise(Tensor mu, Tensor logvar, Tensor noise, Tensor out) {
    scale(0.5, logvar, 0, out);
    unary(UnaryOp.EXP, out, out);
    binary(BinaryOp.MULTIPLY, out, noise, out);
    binary(BinaryOp.ADD, out, mu, out);
  }

  /**
   * KL(N(mu, exp(logvar)) || N(0, I)) = Σ (exp(logvar) + mu² - logvar - 1) / 2 (Kingma and Welling
   * 2013, appendix B) with its gradients.
   *
   * @param gradMu the gradient with respect to mu; the shape of mu
   * @param gradLogvar the gradient with respect to logvar; the shape of logvar
   * @param out the sum, 1×1
   */
  default void gaussianKl(Tensor mu, Tensor logvar, Tensor gradMu, Tensor gradLogvar, Tensor out) {
    unary(UnaryOp.SQUARE, mu, gradMu);
    unary(UnaryOp.EXP, logvar, gradLogvar);
    binary(BinaryOp.ADD, gradMu, gradLogvar, gradMu);
    binary(BinaryOp.SUBTRACT, gradMu, logvar, gradMu);
    scale(0.5, gradMu, -0.5, gradMu);
    sum(Reduction.ALL, gradMu, 0, out);
    axpby(1, mu, 0, gradMu);
    scale(0.5, gradLogvar, -0.5, gradLogvar);
  }

  /**
   * Σ (prediction - target)² with its gradient with respect to the prediction, 2 (prediction -
   * target).
   *
   * @param grad the shape of the prediction; not the same tensor as an input
   * @param out the sum, 1×1
   */
  default void squaredError(Tensor prediction, Tensor target, Tensor grad, Tensor out) {
    binary(BinaryOp.SUBTRACT, prediction, target, grad);
    unary(UnaryOp.SQUARE, grad, grad);
    sum(Reduction.ALL, grad, 0, out);
    binary(BinaryOp.SUBTRACT, prediction, target, grad);
    scale(2, grad, 0, grad);
  }

  /**
   * Binary cross-entropy of sigmoid(logits) and targets in [0, 1], Σ softplus(logit) - target
   * logit, with its gradient with respect to the logits, sigmoid(logit) - target.
   *
   * @param grad the shape of the logits; not the same tensor as an input
   * @param out the sum, 1×1
   */
  default void crossEntropyWithLogits(Tensor logits, Tensor target, Tensor grad, Tensor out) {
    binary(BinaryOp.MULTIPLY, logits, target, grad);
    sum(Reduction.ALL, grad, 0, out);
    scale(-1, out, 0, out);
    unary(UnaryOp.SOFTPLUS, logits, grad);
    sum(Reduction.ALL, grad, 1, out);
    unary(UnaryOp.SIGMOID, logits, grad);
    binary(BinaryOp.SUBTRACT, grad, target, grad);
  }

  /**
   * One step of Adam (Kingma and Ba 2015, algorithm 1, with the bias corrections folded into the
   * step): m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; p = p - stepSize m / (√v + epsilon).
   *
   * @param parameter Modified
   * @param gradient Modified: scratch space afterwards
   * @param m Modified: the first moment
   * @param v Modified: the second moment
   * @param stepSize learning rate √(1 - β₂ᵗ) / (1 - β₁ᵗ)
   * @param epsilon ε √(1 - β₂ᵗ)
   */
  default void adam(
      Tensor parameter,
      Tensor gradient,
      Tensor m,
      Tensor v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon) {
    axpby(1 - beta1, gradient, beta1, m);
    unary(UnaryOp.SQUARE, gradient, gradient);
    axpby(1 - beta2, gradient, beta2, v);
    unary(UnaryOp.SQRT, v, gradient);
    scale(1, gradient, epsilon, gradient);
    binary(BinaryOp.DIVIDE, m, gradient, gradient);
    axpby(-stepSize, gradient, 1, parameter);
  }
}
