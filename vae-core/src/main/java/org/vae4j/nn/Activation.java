package org.vae4j.nn;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.autograd.Var;
import org.vae4j.tensor.UnaryOp;

/** Activation functions; each is a layer too. */
public enum Activation implements Layer {
  /** x. */
  IDENTITY(UnaryOp.IDENTITY),
  /** max(x, 0). */
  RELU(UnaryOp.RELU),
  /** x above 0, else 0.01 x. */
  LEAKY_RELU(UnaryOp.LEAKY_RELU),
  /** x above 0, else exp(x) - 1. */
  ELU(UnaryOp.ELU),
  /** x sigmoid(x), also called swish. */
  SILU(null),
  /** Hyperbolic tangent. */
  TANH(UnaryOp.TANH),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(UnaryOp.SIGMOID),
  /** log(1 + exp(x)). */
  SOFTPLUS(UnaryOp.SOFTPLUS);

  private final @Nullable UnaryOp op;

  Activation(@Nullable UnaryOp op) {
    this.op = op;
  }

  /** Returns the name in model files and on the command line, such as {@code leaky-relu}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the activation of that {@link #id}. */
  public static Activation of(String id) {
    return Arrays.stream(values())
        .filter(a -> a.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation: there is no '"
                        + id
                        + "'; there are "
                        + Arrays.stream(values()).map(Activation::id).toList()));
  }

  @Override
  public Var forward(Var x) {
    return op == null ? x.silu() : x.apply(op);
  }

  /**
   * Returns activation(x wᵀ + bias), as one operation where the gradient follows from the value.
   */
  Var affine(Var x, Var w, Var bias) {
    return op == null ? forward(x.affine(w, bias, UnaryOp.IDENTITY)) : x.affine(w, bias, op);
  }

  @Override
  public LayerSpec spec() {
    return new LayerSpec(id(), Map.of());
  }
}
