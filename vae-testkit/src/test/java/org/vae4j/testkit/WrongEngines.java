package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleUnaryOperator;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/** The reference engine with one mistake each. */
abstract class WrongEngines extends PrimitivesOnly {

  /** What {@link #closingOneClosesAll} shares. */
  private static boolean allClosed;

  WrongEngines() {
    super(new ReferenceBackend());
  }

  final double[] values(Tensor tensor) {
    double[] values = new double[tensor.size()];
    read(tensor, 0, values, 0, values.length);
    return values;
  }

  final void map(Tensor a, DoubleUnaryOperator function, Tensor out) {
    double[] values = Arrays.stream(values(a)).map(function).toArray();
    write(out, 0, values, 0, values.length);
  }

  static Backend gemmIgnoresBeta() {
    return new WrongEngines() {
      @Override
      public void gemm(
          boolean transposeA,
          boolean transposeB,
          double alpha,
          Tensor a,
          Tensor b,
          double beta,
          Tensor out) {
        super.gemm(transposeA, transposeB, alpha, a, b, 0, out);
      }
    };
  }

  static Backend axpbyMultipliesNanByBetaZero() {
    return new WrongEngines() {
      @Override
      public void axpby(double alpha, Tensor a, double beta, Tensor out) {
        super.axpby(alpha, a, beta == 0 ? Double.MIN_VALUE : beta, out);
      }
    };
  }

  static Backend gemmSwapsTransposeFlags() {
    return new WrongEngines() {
      @Override
      public void gemm(
          boolean transposeA,
          boolean transposeB,
          double alpha,
          Tensor a,
          Tensor b,
          double beta,
          Tensor out) {
        super.gemm(transposeB, transposeA, alpha, a, b, beta, out);
      }
    };
  }

  static Backend gemmSkipsZeros() {
    return new WrongEngines() {
      @Override
      public void gemm(
          boolean transposeA,
          boolean transposeB,
          double alpha,
          Tensor a,
          Tensor b,
          double beta,
          Tensor out) {
        if (transposeA || transposeB || alpha != 1 || beta != 0) {
          super.gemm(transposeA, transposeB, alpha, a, b, beta, out);
          return;
        }
        int n = out.shape().columns();
        int k = a.shape().columns();
        double[] left = values(a);
        double[] right = values(b);
        double[] result = new double[out.size()];
        for (int i = 0; i < left.length; i++) {
          for (int j = 0; j < n && left[i] != 0; j++) {
            result[i / k * n + j] += left[i] * right[i % k * n + j];
          }
        }
        write(out, 0, result, 0, result.length);
      }
    };
  }

  static Backend reluTurnsNanToZero() {
    return new WrongEngines() {
      @Override
      public void unary(UnaryOp op, Tensor a, Tensor out) {
        if (op == UnaryOp.RELU) {
          map(a, x -> x > 0 ? x : 0, out);
        } else {
          super.unary(op, a, out);
        }
      }
    };
  }

  static Backend softplusOverflows() {
    return new WrongEngines() {
      @Override
      public void unary(UnaryOp op, Tensor a, Tensor out) {
        if (op == UnaryOp.SOFTPLUS) {
          map(a, x -> Math.log(1 + Samples.round(a.dtype(), Math.exp(x))), out);
        } else {
          super.unary(op, a, out);
        }
      }
    };
  }

  static Backend unaryLeavesZerosAsTheyWere() {
    return new WrongEngines() {
      @Override
      public void unary(UnaryOp op, Tensor a, Tensor out) {
        double[] stale = values(out);
        super.unary(op, a, out);
        double[] result = values(out);
        Arrays.setAll(result, i -> result[i] == 0 ? stale[i] : result[i]);
        write(out, 0, result, 0, result.length);
      }
    };
  }

  static Backend unaryInPlaceWorksTwice() {
    return new WrongEngines() {
      @Override
      public void unary(UnaryOp op, Tensor a, Tensor out) {
        super.unary(op, a, out);
        if (a == out) {
          super.unary(op, a, out);
        }
      }
    };
  }

  static Backend rowSpreadsAsColumn() {
    return new WrongEngines() {
      @Override
      public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        if (b.shape().rows() > 1 || a.shape().rows() == 1) {
          super.binary(op, a, b, out);
          return;
        }
        double[] left = values(a);
        double[] right = values(b);
        Arrays.setAll(left, i -> op.apply(left[i], right[i / a.shape().columns() % right.length]));
        write(out, 0, left, 0, left.length);
      }
    };
  }

  static Backend scaleRoundsToFloat() {
    return new WrongEngines() {
      @Override
      public void scale(double alpha, Tensor a, double shift, Tensor out) {
        map(a, x -> (float) (alpha * x + shift), out);
      }
    };
  }

  static Backend scaleFlushesSubnormalNumbers() {
    return new WrongEngines() {
      @Override
      public void scale(double alpha, Tensor a, double shift, Tensor out) {
        double normal = a.dtype() == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        map(a, x -> Math.abs(alpha * x + shift) < normal ? 0 : alpha * x + shift, out);
      }
    };
  }

  static Backend scaleSharesScratchSpace() {
    return new WrongEngines() {
      private final double[] scratch = new double[1 << 16];

      @Override
      public void scale(double alpha, Tensor a, double shift, Tensor out) {
        read(a, 0, scratch, 0, a.size());
        for (int i = 0; i < a.size(); i++) {
          scratch[i] = alpha * scratch[i] + shift;
        }
        LockSupport.parkNanos(100_000); // lets another thread in
        write(out, 0, scratch, 0, a.size());
      }
    };
  }

  static Backend sumRunsOverTheWrongAxis() {
    return new WrongEngines() {
      @Override
      public void sum(Reduction over, Tensor a, double beta, Tensor out) {
        super.sum(over == Reduction.ROWS ? Reduction.COLUMNS : over, a, beta, out);
      }
    };
  }

  static Backend sumDiffersFromCallToCall() {
    return new WrongEngines() {
      private int calls;

      @Override
      public void sum(Reduction over, Tensor a, double beta, Tensor out) {
        super.sum(over, a, beta, out);
        calls++;
        map(out, x -> calls % 3 != 0 ? x : Math.nextUp((float) x), out);
      }
    };
  }

  static Backend copyColumnsClearsTheOthers() {
    return new WrongEngines() {
      @Override
      public void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
        fill(out, 0);
        super.copyColumns(a, from, out, to, count);
      }
    };
  }

  static Backend writeIgnoresOffset() {
    return new WrongEngines() {
      @Override
      public void write(Tensor out, int at, double[] source, int from, int count) {
        super.write(out, at, source, 0, count);
      }
    };
  }

  static Backend keepsTensors() {
    return new WrongEngines() {
      private final List<Tensor> kept = new ArrayList<>();

      @Override
      public Tensor allocate(Shape shape, DType dtype) {
        Tensor tensor = super.allocate(shape, dtype);
        synchronized (kept) {
          kept.add(tensor);
        }
        return tensor;
      }
    };
  }

  static Backend affineForgetsBias() {
    return new WrongEngines() {
      @Override
      public void affine(Tensor x, Tensor w, Tensor bias, UnaryOp activation, Tensor out) {
        gemm(false, true, 1, x, w, 0, out);
        unary(activation, out, out);
      }
    };
  }

  static Backend adamForgetsEpsilon() {
    return new WrongEngines() {
      @Override
      public void adam(
          Tensor parameter,
          Tensor gradient,
          Tensor m,
          Tensor v,
          double stepSize,
          double beta1,
          double beta2,
          double epsilon) {
        super.adam(parameter, gradient, m, v, stepSize, beta1, beta2, 0);
      }
    };
  }

  static Backend gaussianKlUsesItsInputAsScratchSpace() {
    return new WrongEngines() {
      @Override
      public void gaussianKl(
          Tensor mu, Tensor logvar, Tensor gradMu, Tensor gradLogvar, Tensor out) {
        super.gaussianKl(mu, logvar, gradMu, gradLogvar, out);
        fill(mu, 0);
      }
    };
  }

  static Backend tanhGradientIsThatOfSigmoid() {
    return new WrongEngines() {
      @Override
      public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
        super.binary(op == BinaryOp.TANH_GRADIENT ? BinaryOp.SIGMOID_GRADIENT : op, a, b, out);
      }
    };
  }

  static Backend closingOneClosesAll() {
    allClosed = false;
    return new WrongEngines() {
      @Override
      public void gemm(
          boolean transposeA,
          boolean transposeB,
          double alpha,
          Tensor a,
          Tensor b,
          double beta,
          Tensor out) {
        super.gemm(transposeA, transposeB, allClosed ? 0 : alpha, a, b, beta, out);
      }

      @Override
      public void close() {
        allClosed = true;
      }
    };
  }
}
