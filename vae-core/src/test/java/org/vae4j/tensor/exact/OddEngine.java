package org.vae4j.tensor.exact;

import org.vae4j.random.RandomStream;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.BlockTensor;
import org.vae4j.tensor.kernel.DoubleKernels;
import org.vae4j.tensor.kernel.FarMemory;
import org.vae4j.tensor.kernel.HeapTensor;
import org.vae4j.tensor.kernel.KernelBackend;

/** An engine of binary64 products that adds in an order of its own. */
final class OddEngine extends KernelBackend {
  /** In what order it adds. */
  enum Order {
    /** As the textbook does. */
    FORWARDS,
    /** Last term first, on top of what there is. */
    BACKWARDS,
    /** In a random order, another one for each k. */
    SHUFFLED,
    /** With fused multiply-add, on top of what there is. */
    FUSED,
    /** Halves, halves of halves, and so on, without a 0 to begin with. */
    PAIRWISE,
    /** Sixteen accumulators, as a vector unit has, fused. */
    LANES,
    /** Blocks of 7 terms, each added to memory. */
    BLOCKS;

    private double sum(Terms terms) {
      return switch (this) {
        case FORWARDS -> terms.forwards(0) + terms.start;
        case BACKWARDS -> terms.backwards(terms.start);
        case SHUFFLED -> terms.shuffled().forwards(0) + terms.start;
        case FUSED -> terms.fused(terms.start);
        case PAIRWISE -> terms.pairwise(0, terms.a.length) + terms.start;
        case LANES -> terms.lanes(16) + terms.start;
        case BLOCKS -> terms.blocks(7) + terms.start;
      };
    }
  }

  private final Order order;
  private final boolean far;

  /** An engine of the given order, with tensors that are Java arrays, or that are far from them. */
  OddEngine(Order order, boolean far) {
    this.order = order;
    this.far = far;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo("odd", "1", order.toString(), 1);
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return far ? new FarTensor(shape) : HeapTensor.allocate(shape, dtype);
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
    double[] left = values(a);
    double[] right = values(b);
    double[] results = values(out);
    int stepA = a.shape().columns();
    int stepB = b.shape().columns();
    int k = transposeA ? a.shape().rows() : stepA;
    int n = out.shape().columns();
    Terms terms = new Terms(k);
    for (int at = 0; at < results.length; at++) {
      int i = at / n;
      int j = at % n;
      for (int l = 0; l < k; l++) {
        terms.a[l] = alpha * left[transposeA ? l * stepA + i : i * stepA + l];
        terms.b[l] = right[transposeB ? j * stepB + l : l * stepB + j];
      }
      terms.start = beta == 0 ? -0.0 : beta * results[at];
      results[at] = order.sum(terms);
    }
    write(out, 0, results, 0, results.length);
  }

  private double[] values(Tensor tensor) {
    double[] values = new double[tensor.size()];
    read(tensor, 0, values, 0, values.length);
    return values;
  }

  private static final class Terms {
    private final double[] a;
    private final double[] b;
    private double start;

    Terms(int k) {
      a = new double[k];
      b = new double[k];
    }

    double forwards(double from) {
      double sum = from;
      for (int l = 0; l < a.length; l++) {
        sum += a[l] * b[l];
      }
      return sum;
    }

    double backwards(double from) {
      double sum = from;
      for (int l = a.length - 1; l >= 0; l--) {
        sum += a[l] * b[l];
      }
      return sum;
    }

    double fused(double from) {
      double sum = from;
      for (int l = 0; l < a.length; l++) {
        sum = Math.fma(a[l], b[l], sum);
      }
      return sum;
    }

    Terms shuffled() {
      Terms other = new Terms(a.length);
      int[] order = RandomStream.of(1, "shuffled").permutation(a.length, a.length);
      for (int l = 0; l < a.length; l++) {
        other.a[l] = a[order[l]];
        other.b[l] = b[order[l]];
      }
      return other;
    }

    double pairwise(int from, int to) {
      if (to - from == 1) {
        return a[from] * b[from];
      }
      int middle = (from + to) >>> 1;
      return pairwise(from, middle) + pairwise(middle, to);
    }

    double lanes(int count) {
      double[] lanes = new double[count];
      for (int l = 0; l < a.length; l++) {
        lanes[l % count] = Math.fma(a[l], b[l], lanes[l % count]);
      }
      double sum = 0;
      for (double lane : lanes) {
        sum += lane;
      }
      return sum;
    }

    double blocks(int size) {
      double sum = 0;
      for (int from = 0; from < a.length; from += size) {
        double block = 0;
        for (int l = from; l < Math.min(from + size, a.length); l++) {
          block += a[l] * b[l];
        }
        sum += block;
      }
      return sum;
    }
  }

  /** A tensor that only copies of its elements can be had of. */
  private static final class FarTensor extends BlockTensor<double[]> {
    FarTensor(Shape shape) {
      super(shape, DoubleKernels.INSTANCE, WINDOW);
      outside();
    }

    @Override
    protected Memory<double[]> create() {
      return new FarMemory<>(new double[size()]);
    }
  }
}
