package org.vae4j.tensor;

/**
 * Functions of one value. The scalar definitions here are the specification: an engine's result
 * must agree with them to the tolerance of the conformance kit, for NaN, infinities and signed
 * zeros too.
 */
public enum UnaryOp {
  /** x. */
  IDENTITY {
    @Override
    public double apply(double x) {
      return x;
    }

    @Override
    public float apply(float x) {
      return x;
    }
  },
  /** e to the x. */
  EXP {
    @Override
    public double apply(double x) {
      return StrictMath.exp(x);
    }

    @Override
    public float apply(float x) {
      return FloatMath.exp(x);
    }
  },
  /** Natural logarithm; NaN below 0. */
  LOG {
    @Override
    public double apply(double x) {
      return StrictMath.log(x);
    }

    @Override
    public float apply(float x) {
      return FloatMath.log(x);
    }
  },
  /** Square root; NaN below 0. */
  SQRT {
    @Override
    public double apply(double x) {
      return Math.sqrt(x);
    }

    @Override
    public float apply(float x) {
      return (float) Math.sqrt(x);
    }
  },
  /** x times x. */
  SQUARE {
    @Override
    public double apply(double x) {
      return x * x;
    }

    @Override
    public float apply(float x) {
      return x * x;
    }
  },
  /** max(x, 0); NaN stays NaN. */
  RELU {
    @Override
    public double apply(double x) {
      return Math.max(x, 0);
    }

    @Override
    public float apply(float x) {
      return Math.max(x, 0);
    }
  },
  /** x above 0, else 0.01 x. */
  LEAKY_RELU {
    @Override
    public double apply(double x) {
      return Math.max(x, 0.01 * x);
    }

    @Override
    public float apply(float x) {
      return Math.max(x, 0.01f * x);
    }
  },
  /** x above 0, else exp(x) - 1. */
  ELU {
    @Override
    public double apply(double x) {
      return x > 0 ? x : StrictMath.expm1(x);
    }

    @Override
    public float apply(float x) {
      return x > 0 ? x : FloatMath.expm1(x);
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public double apply(double x) {
      return StrictMath.tanh(x);
    }

    @Override
    public float apply(float x) {
      return FloatMath.tanh(x);
    }
  },
  /** 1 / (1 + exp(-x)). */
  SIGMOID {
    @Override
    public double apply(double x) {
      return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    public float apply(float x) {
      return FloatMath.sigmoid(x);
    }
  },
  /** log(1 + exp(x)), computed as max(x, 0) + log1p(exp(-|x|)). */
  SOFTPLUS {
    @Override
    public double apply(double x) {
      return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @Override
    public float apply(float x) {
      return FloatMath.softplus(x);
    }
  };

  /** Returns the function's value in binary64. */
  public abstract double apply(double x);

  /** Returns the function's value in binary32. */
  public abstract float apply(float x);
}
