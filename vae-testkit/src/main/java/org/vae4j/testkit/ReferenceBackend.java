package org.vae4j.testkit;

import java.util.Arrays;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * A whole engine in one page: plain loops, as slow as they are clear. It computes in double and
 * rounds what it stores.
 */
public final class ReferenceBackend implements Backend {

  @Override
  public BackendInfo info() {
    return new BackendInfo("reference", "1", "three nested loops", 1);
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return new Cells(shape, dtype);
  }

  @Override
  public void write(Tensor out, int at, float[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      set(out, at + i, source[from + i]);
    }
  }

  @Override
  public void write(Tensor out, int at, double[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      set(out, at + i, source[from + i]);
    }
  }

  @Override
  public void read(Tensor a, int at, float[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = (float) get(a, at + i);
    }
  }

  @Override
  public void read(Tensor a, int at, double[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] = get(a, at + i);
    }
  }

  @Override
  public void fill(Tensor out, double value) {
    for (int i = 0; i < out.size(); i++) {
      set(out, i, value);
    }
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor out) {
    int m = out.shape().rows();
    int n = out.shape().columns();
    int k = a.size() / m;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum +=
              get(a, transposeA ? l * m + i : i * k + l)
                  * get(b, transposeB ? j * k + l : l * n + j);
        }
        accumulate(alpha * sum, beta, out, i * n + j);
      }
    }
  }

  @Override
  public void unary(UnaryOp op, Tensor a, Tensor out) {
    for (int i = 0; i < out.size(); i++) {
      set(out, i, op.apply(get(a, i)));
    }
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    int columns = out.shape().columns();
    int rowStep = b.shape().rows() == 1 ? 0 : b.shape().columns();
    int columnStep = b.shape().columns() == 1 ? 0 : 1;
    for (int i = 0; i < out.size(); i++) {
      set(out, i, op.apply(get(a, i), get(b, i / columns * rowStep + i % columns * columnStep)));
    }
  }

  @Override
  public void scale(double alpha, Tensor a, double shift, Tensor out) {
    for (int i = 0; i < out.size(); i++) {
      set(out, i, alpha * get(a, i) + shift);
    }
  }

  @Override
  public void axpby(double alpha, Tensor a, double beta, Tensor out) {
    for (int i = 0; i < out.size(); i++) {
      accumulate(alpha * get(a, i), beta, out, i);
    }
  }

  @Override
  public void sum(Reduction over, Tensor a, double beta, Tensor out) {
    int columns = a.shape().columns();
    double[] sums = new double[out.size()];
    for (int i = 0; i < a.size(); i++) {
      int target =
          switch (over) {
            case ALL -> 0;
            case ROWS -> i % columns;
            case COLUMNS -> i / columns;
          };
      sums[target] += get(a, i);
    }
    for (int i = 0; i < sums.length; i++) {
      accumulate(sums[i], beta, out, i);
    }
  }

  @Override
  public void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
    for (int row = 0; row < out.shape().rows(); row++) {
      for (int i = 0; i < count; i++) {
        set(
            out,
            row * out.shape().columns() + to + i,
            get(a, row * a.shape().columns() + from + i));
      }
    }
  }

  private static void accumulate(double value, double beta, Tensor out, int i) {
    set(out, i, beta == 0 ? value : value + beta * get(out, i));
  }

  private static double get(Tensor tensor, int i) {
    return ((Cells) tensor).values[i];
  }

  private static void set(Tensor tensor, int i, double value) {
    ((Cells) tensor).values[i] = tensor.dtype() == DType.F32 ? (float) value : value;
  }

  /** A tensor as a row-major array. */
  private static final class Cells extends Tensor {
    private double[] values;

    Cells(Shape shape, DType dtype) {
      super(shape, dtype);
      values = new double[shape.size()];
      Arrays.fill(values, Double.NaN);
    }

    @Override
    protected void release() {
      values = new double[0];
    }
  }
}
