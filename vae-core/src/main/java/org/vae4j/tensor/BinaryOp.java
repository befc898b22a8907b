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
  /** Of {@link UnaryOp#RELU}: g where y is above 0, else 0. */
  RELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return y > 0 ? g : 0;
    }

    @Override
    public float apply(float y, float g) {
      return y > 0 ? g : 0;
    }
  },
  /** Of {@link UnaryOp#LEAKY_RELU}: g where y is above 0, else 0.01 g. */
  LEAKY_RELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return y > 0 ? g : 0.01 * g;
    }

    @Override
    public float apply(float y, float g) {
      return y > 0 ? g : 0.01f * g;
    }
  },
  /** Of {@link UnaryOp#ELU}: g where y is above 0, else g (y + 1). */
  ELU_GRADIENT {
    @Override
    public double apply(double y, double g) {
      return y > 0 ? g : g * (y + 1);
    }

    @Override
    public float apply(float y, float g) {
      return y > 0 ? g : g * (y + 1);
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

  /** Returns the function's value in binary64. */
  public abstract double apply(double a, double b);

  /** Returns the function's value in binary32. */
  public abstract float apply(float a, float b);
}
