package org.vae4j.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * A value on a {@link Tape}. Each operation states its value and, right beside it, its
 * vector-Jacobian product: given the gradient g of the loss with respect to the result, what is
 * added to the gradients of the operands.
 *
 * <p>Where two operands are named, the second may be a row, a column or a single value that spreads
 * over the first.
 */
public final class Var {
  private final Tape tape;
  private final Tensor value;
  private final boolean needsGradient;
  private final boolean leaf;
  private final @Nullable Consumer<Tensor> backward;
  private final List<Adder> products = new ArrayList<>(0);
  private @Nullable Tensor gradient;
  private boolean hasGradient;

  private Var(
      Tape tape,
      Tensor value,
      boolean needsGradient,
      boolean leaf,
      @Nullable Consumer<Tensor> backward) {
    this.tape = tape;
    this.value = value;
    this.needsGradient = needsGradient;
    this.leaf = leaf;
    this.backward = backward;
  }

  static Var constant(Tape tape, Tensor value) {
    return new Var(tape, value, false, false, null);
  }

  /** A leaf, which keeps its gradient to the end of the pass. */
  static Var parameter(Tape tape, Tensor value, boolean needsGradient) {
    return new Var(tape, value, needsGradient, true, null);
  }

  /** The result of an operation; without {@code backward} no gradient is needed. */
  static Var result(Tape tape, Tensor value, @Nullable Consumer<Tensor> backward) {
    return new Var(tape, value, backward != null, false, backward);
  }

  /** Returns the tape that this is on. */
  public Tape tape() {
    return tape;
  }

  /** Returns the value; it belongs to the tape, or to whoever made the constant. */
  public Tensor value() {
    return value;
  }

  /** Returns the value of a 1×1 variable. */
  public double scalar() {
    if (value.size() != 1) {
      throw new IllegalArgumentException(
          "scalar: the value is " + value.shape() + ", expected a single value; sum it up");
    }
    return values()[0];
  }

  /** Returns a copy of the value, row-major. */
  public double[] values() {
    double[] all = new double[value.size()];
    backend().read(value, 0, all, 0, all.length);
    return all;
  }

  /** Returns a copy of a leaf's gradient, row-major, zeros if the loss does not depend on it. */
  public double[] gradient() {
    if (!leaf || !needsGradient) {
      throw new IllegalStateException(
          "gradient: only parameters and variables keep theirs; this is the result of an operation");
    }
    double[] all = new double[value.size()];
    if (hasGradient()) {
      Tensor sum = take(shape());
      addGradient(0, sum);
      backend().read(sum, 0, all, 0, all.length);
      tape.giveBack(sum);
    }
    return all;
  }

  // Elementwise arithmetic

  /** Returns this + other. */
  public Var plus(Var other) {
    Tensor out = take(shape());
    backend().binary(BinaryOp.ADD, value, other.value, out);
    return tape.record(
        out,
        g -> {
          add((to, beta) -> backend().axpby(1, g, beta, to));
          other.addSpread(g, 1);
        },
        this,
        other);
  }

  /** Returns this - other. */
  public Var minus(Var other) {
    Tensor out = take(shape());
    backend().binary(BinaryOp.SUBTRACT, value, other.value, out);
    return tape.record(
        out,
        g -> {
          add((to, beta) -> backend().axpby(1, g, beta, to));
          other.addSpread(g, -1);
        },
        this,
        other);
  }

  /** Returns this · other, elementwise. */
  public Var times(Var other) {
    Tensor out = take(shape());
    backend().binary(BinaryOp.MULTIPLY, value, other.value, out);
    return tape.record(
        out,
        g -> {
          set(to -> backend().binary(BinaryOp.MULTIPLY, g, other.value, to));
          if (other.needsGradient) {
            backend().binary(BinaryOp.MULTIPLY, g, value, g);
            other.addSpread(g, 1);
          }
        },
        this,
        other);
  }

  /** Returns this / other, elementwise. */
  public Var dividedBy(Var other) {
    Tensor out = take(shape());
    backend().binary(BinaryOp.DIVIDE, value, other.value, out);
    return tape.record(
        out,
        g -> {
          backend().binary(BinaryOp.DIVIDE, g, other.value, g);
          add((to, beta) -> backend().axpby(1, g, beta, to));
          if (other.needsGradient) {
            backend().binary(BinaryOp.MULTIPLY, g, out, g);
            other.addSpread(g, -1);
          }
        },
        this,
        other);
  }

  /** Returns this + shift. */
  public Var plus(double shift) {
    return linear(1, shift);
  }

  /** Returns this - shift. */
  public Var minus(double shift) {
    return linear(1, -shift);
  }

  /** Returns factor · this. */
  public Var times(double factor) {
    return linear(factor, 0);
  }

  /** Returns -this. */
  public Var negate() {
    return linear(-1, 0);
  }

  private Var linear(double factor, double shift) {
    Tensor out = take(shape());
    backend().scale(factor, value, shift, out);
    return tape.record(out, g -> add((to, beta) -> backend().axpby(factor, g, beta, to)), this);
  }

  // Functions of one value

  /** Returns exp(this). */
  public Var exp() {
    return apply(UnaryOp.EXP);
  }

  /** Returns the natural logarithm. */
  public Var log() {
    return apply(UnaryOp.LOG);
  }

  /** Returns the square root. */
  public Var sqrt() {
    return apply(UnaryOp.SQRT);
  }

  /** Returns this². */
  public Var square() {
    return apply(UnaryOp.SQUARE);
  }

  /** Returns max(this, 0). */
  public Var relu() {
    return apply(UnaryOp.RELU);
  }

  /** Returns the hyperbolic tangent. */
  public Var tanh() {
    return apply(UnaryOp.TANH);
  }

  /** Returns 1 / (1 + exp(-this)). */
  public Var sigmoid() {
    return apply(UnaryOp.SIGMOID);
  }

  /** Returns log(1 + exp(this)). */
  public Var softplus() {
    return apply(UnaryOp.SOFTPLUS);
  }

  /** Returns this · sigmoid(this). */
  public Var silu() {
    return times(sigmoid());
  }

  /** Returns op(this). */
  public Var apply(UnaryOp op) {
    Tensor out = take(shape());
    backend().unary(op, value, out);
    return tape.record(
        out,
        g -> {
          applyGradient(op, value, out, g);
          add((to, beta) -> backend().axpby(1, g, beta, to));
        },
        this);
  }

  /** g = g · op'(x), where y = op(x). */
  private void applyGradient(UnaryOp op, Tensor x, Tensor y, Tensor g) {
    switch (op) {
      case IDENTITY -> {}
      case EXP -> backend().binary(BinaryOp.MULTIPLY, g, y, g);
      case LOG -> backend().binary(BinaryOp.DIVIDE, g, x, g);
      case SQRT -> {
        backend().binary(BinaryOp.DIVIDE, g, y, g);
        backend().scale(0.5, g, 0, g);
      }
      case SQUARE -> {
        backend().binary(BinaryOp.MULTIPLY, g, x, g);
        backend().scale(2, g, 0, g);
      }
      case RELU -> backend().binary(BinaryOp.RELU_GRADIENT, y, g, g);
      case LEAKY_RELU -> backend().binary(BinaryOp.LEAKY_RELU_GRADIENT, y, g, g);
      case ELU -> backend().binary(BinaryOp.ELU_GRADIENT, y, g, g);
      case TANH -> backend().binary(BinaryOp.TANH_GRADIENT, y, g, g);
      case SIGMOID -> backend().binary(BinaryOp.SIGMOID_GRADIENT, y, g, g);
      case SOFTPLUS -> backend().binary(BinaryOp.SOFTPLUS_GRADIENT, y, g, g);
    }
  }

  // Sums, products, layout

  /** Returns the sum of all elements, 1×1. */
  public Var sum() {
    return sum(Reduction.ALL);
  }

  /** Returns the mean of all elements, 1×1. */
  public Var mean() {
    return sum().times(1.0 / value.size());
  }

  /** Returns the sum over what {@code over} says. */
  public Var sum(Reduction over) {
    Tensor out = take(over.of(shape()));
    backend().sum(over, value, 0, out);
    return tape.record(
        out,
        g ->
            set(
                to -> {
                  backend().fill(to, 0);
                  backend().binary(BinaryOp.ADD, to, g, to);
                }),
        this);
  }

  /** Returns the matrix product this · other: m×k times k×n. */
  public Var matmul(Var other) {
    Tensor out = take(Shape.of(shape().rows(), other.shape().columns()));
    backend().gemm(false, false, 1, value, other.value, 0, out);
    return tape.record(
        out,
        g -> {
          add((to, beta) -> backend().gemm(false, true, 1, g, other.value, beta, to));
          other.add((to, beta) -> backend().gemm(true, false, 1, value, g, beta, to));
        },
        this,
        other);
  }

  /**
   * Returns activation(this · wᵀ + bias), a dense layer as one operation.
   *
   * @param w outputs×inputs
   * @param bias outputs
   * @param activation a function whose gradient follows from its value: not LOG or SQUARE
   */
  public Var affine(Var w, Var bias, UnaryOp activation) {
    if (activation == UnaryOp.LOG || activation == UnaryOp.SQUARE) {
      throw new IllegalArgumentException(
          "affine: the gradient of "
              + activation
              + " needs its input; use IDENTITY and apply("
              + activation
              + ") after it");
    }
    Tensor out = take(Shape.of(shape().rows(), w.shape().rows()));
    backend().affine(value, w.value, bias.value, activation, out);
    return tape.record(
        out,
        g -> {
          applyGradient(activation, out, out, g);
          w.addProduct(g, (to, beta) -> backend().gemm(true, false, 1, g, value, beta, to));
          bias.add((to, beta) -> backend().sum(Reduction.ROWS, g, beta, to));
          add((to, beta) -> backend().gemm(false, false, 1, g, w.value, beta, to));
        },
        this,
        w,
        bias);
  }

  /** Returns the columns {@code from .. from+count}. */
  public Var columns(int from, int count) {
    Tensor out = take(Shape.of(shape().rows(), count));
    backend().copyColumns(value, from, out, 0, count);
    return tape.record(
        out,
        g ->
            set(
                to -> {
                  backend().fill(to, 0);
                  backend().copyColumns(g, 0, to, from, count);
                }),
        this);
  }

  // Fused operations of variational autoencoders

  /**
   * Returns z = this + noise · exp(logvar / 2), this being the mean (Kingma and Welling 2013,
   * section 2.4).
   *
   * @param logvar the logarithm of the variance; the shape of this
   * @param noise draws from N(0, I); a constant of the shape of this
   */
  public Var reparameterise(Var logvar, Var noise) {
    Tensor out = take(shape());
    constant("reparameterise", noise);
    backend().reparameterise(value, logvar.value, noise.value, out);
    return tape.record(
        out,
        g -> {
          add((to, beta) -> backend().axpby(1, g, beta, to));
          logvar.set(
              to -> {
                backend().binary(BinaryOp.SUBTRACT, out, value, to);
                backend().binary(BinaryOp.MULTIPLY, to, g, to);
                backend().scale(0.5, to, 0, to);
              });
        },
        this,
        logvar);
  }

  /** Returns Σ KL(N(this, exp(logvar)) || N(0, 1)), 1×1, see {@link Backend#gaussianKl}. */
  public Var gaussianKl(Var logvar) {
    Tensor out = take(Shape.SCALAR);
    Tensor gradMu = take(shape());
    Tensor gradLogvar = take(shape());
    backend().gaussianKl(value, logvar.value, gradMu, gradLogvar, out);
    return tape.record(
        out,
        g -> {
          double scale = read(g);
          addOwned(scale, gradMu);
          logvar.addOwned(scale, gradLogvar);
        },
        this,
        logvar);
  }

  /** Returns Σ (this - target)², 1×1; the target is a constant. */
  public Var squaredError(Var target) {
    Tensor out = take(Shape.SCALAR);
    Tensor grad = take(shape());
    constant("squaredError", target);
    backend().squaredError(value, target.value, grad, out);
    return tape.record(out, g -> addOwned(read(g), grad), this);
  }

  /**
   * Returns the binary cross-entropy of sigmoid(this) and the target, summed, 1×1; the target is a
   * constant in [0, 1].
   */
  public Var crossEntropyWithLogits(Var target) {
    Tensor out = take(Shape.SCALAR);
    Tensor grad = take(shape());
    constant("crossEntropyWithLogits", target);
    backend().crossEntropyWithLogits(value, target.value, grad, out);
    return tape.record(out, g -> addOwned(read(g), grad), this);
  }

  // Gradients

  /** Writes a gradient to {@code to}, added to beta times what it holds. */
  private interface Adder {
    void add(Tensor to, double beta);
  }

  boolean needsGradient() {
    return needsGradient;
  }

  boolean hasGradient() {
    return hasGradient || !products.isEmpty();
  }

  /** {@code to} = the gradient of this leaf + beta {@code to}. */
  void addGradient(double beta, Tensor to) {
    double factor = beta;
    if (hasGradient && gradient != null) {
      backend().axpby(1, gradient, factor, to);
      factor = 1;
    }
    for (Adder product : products) {
      product.add(to, factor);
      factor = 1;
    }
  }

  void seed() {
    add((to, beta) -> backend().fill(to, 1));
  }

  void propagate() {
    if (hasGradient && backward != null && gradient != null) {
      backward.accept(gradient);
      tape.giveBack(gradient);
      gradient = null;
      hasGradient = false;
    }
  }

  /** As {@link #add}; a leaf makes the product when asked for its gradient, for which g is kept. */
  private void addProduct(Tensor g, Adder product) {
    if (leaf && needsGradient) {
      tape.keep(g);
      products.add(product);
    } else {
      add(product);
    }
  }

  private void add(Adder adder) {
    if (needsGradient) {
      Tensor to = gradient == null ? take(shape()) : gradient;
      adder.add(to, hasGradient ? 1 : 0);
      gradient = to;
      hasGradient = true;
    }
  }

  /**
   * Like {@link #add}, for a writer that overwrites: through a temporary if there is a gradient
   * already.
   */
  private void set(Consumer<Tensor> writer) {
    add(
        (to, beta) -> {
          if (beta == 0) {
            writer.accept(to);
            return;
          }
          Tensor part = take(to.shape());
          writer.accept(part);
          backend().axpby(1, part, 1, to);
          tape.giveBack(part);
        });
  }

  /**
   * Adds alpha · part, where part is a buffer that nothing else uses any more: taken over if it can
   * be.
   */
  private void addOwned(double alpha, Tensor part) {
    if (needsGradient && gradient == null && alpha == 1) {
      gradient = part;
      hasGradient = true;
    } else {
      add((to, beta) -> backend().axpby(alpha, part, beta, to));
    }
  }

  /** Adds sign · g, summed over what this was spread over. */
  private void addSpread(Tensor g, double sign) {
    if (!needsGradient) {
      return;
    }
    Shape wide = g.shape();
    if (shape().sameMatrix(wide)) {
      add((to, beta) -> backend().axpby(sign, g, beta, to));
      return;
    }
    Reduction over =
        value.size() == 1
            ? Reduction.ALL
            : shape().rows() == 1 ? Reduction.ROWS : Reduction.COLUMNS;
    set(
        to -> {
          backend().sum(over, g, 0, to);
          backend().scale(sign, to, 0, to);
        });
  }

  /** Refuses an operand that a fused operation gives no gradient to. */
  private void constant(String operation, Var operand) {
    if (operand.tape != tape || operand.needsGradient) {
      throw new IllegalArgumentException(
          operation
              + ": the last operand must be a constant of this tape; "
              + "write the operation out in elementary ones to have its gradient");
    }
  }

  private double read(Tensor scalar) {
    double[] one = new double[1];
    backend().read(scalar, 0, one, 0, 1);
    return one[0];
  }

  private Backend backend() {
    return tape.backend();
  }

  private Shape shape() {
    return value.shape();
  }

  private Tensor take(Shape shape) {
    return tape.take(shape);
  }
}
