package org.vae4j.tensor;

/**
 * Functions of two values. The gradient functions take a function's output y and the gradient g of
 * the loss with respect to y, and give the gradient with respect to the function's input. As in
 * {@link UnaryOp} the scalar definitions are the specification.
 */
public enum BinaryOp {
  /** a + b. */
  ADD {
    @Override
    public double apply(double a, double b) {
      return a + b;
    }

    @Override
    public float apply(float a, float b) {
      return a + b;
    }
  },
  /** a - b. */
  SUBTRACT {
    @Override
    public double apply(double a, double b) {
      return a - b;
    }

    @Override
    public float apply(float a, float b) {
      return a - b;
    }
  },
  /** a b. */
  MULTIPLY {
    @Override
    public double apply(double a, double b) {
      return a * b;
    }

    @Override
    public float apply(float a, float b) {
      return a * b;
    }
  },
  /** a / b. */
  DIVIDE {
    @Override
    public double apply(double a, double b) {
      return a / b;
    }

    @Override
    public float apply(float a, float b) {
      return a / b;
    }
  },
  /** Of {@link UnaryOp#RELU}: g where y is above 0, else 0; NaN where either is NaN. */
  RELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      double gate = gate(y); // 0 - gate is +0 where -gate would be -0
      return Math.max(0 - gate, Math.min(gate, g));
    }

    @Override
    public float apply(float y, float g) {
      float gate = gate(y);
      return Math.max(0 - gate, Math.min(gate, g));
    }
  },
  /** Of {@link UnaryOp#LEAKY_RELU}: g where y is above 0, else 0.01 g; NaN where either is NaN. */
  LEAKY_RELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return g * Math.max(0.01, Math.min(gate(y), 1));
    }

    @Override
    public float apply(float y, float g) {
      return g * Math.max(0.01f, Math.min(gate(y), 1));
    }
  },
  /** Of {@link UnaryOp#ELU}: g where y is above 0, else g (y + 1). */
  ELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return g * (Math.min(y, 0) + 1);
    }

    @Override
    public float apply(float y, float g) {
      return g * (Math.min(y, 0) + 1);
    }
  },
  /** Of {@link UnaryOp#TANH}: g (1 - y²). */
  TANH_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return g * (1 - y * y);
    }

    @Override
    public float apply(float y, float g) {
      return g * (1 - y * y);
    }
  },
  /** Of {@link UnaryOp#SIGMOID}: g y (1 - y). */
  SIGMOID_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return g * (y * (1 - y));
    }

    @Override
    public float apply(float y, float g) {
      return g * (y * (1 - y));
    }
  },
  /** Of {@link UnaryOp#SOFTPLUS}: g (1 - exp(-y)). */
  SOFTPLUS_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return -g * StrictMath.expm1(-y);
    }

    @Override
    public float apply(float y, float g) {
      return -g * FloatMath.expm1(-y);
    }
  };

  /** Infinity where y is above 0, else 0. A branch on a sign is guessed wrong half of the time. */
  private static double gate(double y) {
    return Math.max(y, 0) * 1e300 * 1e300 * 1e300;
  }

  private static float gate(float y) {
    return Math.max(y, 0) * 1e38f * 1e38f * 1e38f;
  }

  /** Returns the function's value in binary64. */
  public abstract double apply(double a, double b);

  /** Returns the function's value in binary32. */
  public abstract float apply(float a, float b);
}
