package org.vae4j.tensor.kernel;

import java.util.function.IntPredicate;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** A kernel backend with a textbook matrix product, on the heap or in blocks of a given size. */
public final class PlainBackend extends KernelBackend {
  private final int window;
  private final IntPredicate outside;
  private int allocated;

  private PlainBackend(int window, IntPredicate outside) {
    this.window = window;
    this.outside = outside;
  }

  public static PlainBackend onHeap() {
    return new PlainBackend(0, i -> false);
  }

  /** Tensors in blocks; those whose number, from 0, {@code outside} takes have left the heap. */
  static PlainBackend inBlocks(int window, IntPredicate outside) {
    return new PlainBackend(window, outside);
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo("plain", "1", "none", 1);
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return window == 0
        ? HeapTensor.allocate(shape, dtype)
        : new Blocks<>(shape, Kernels.of(dtype), window, outside.test(allocated++));
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
    int rows = out.shape().rows();
    int columns = out.shape().columns();
    int inner = transposeA ? a.shape().rows() : a.shape().columns();
    double[] x = values(a);
    double[] y = values(b);
    double[] z = values(out);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum +=
              x[transposeA ? k * rows + r : r * inner + k]
                  * y[transposeB ? c * inner + k : k * columns + c];
        }
        z[r * columns + c] = alpha * sum + (beta == 0 ? 0 : beta * z[r * columns + c]);
      }
    }
    write(out, 0, z, 0, z.length);
  }

  double[] values(Tensor tensor) {
    double[] values = new double[tensor.size()];
    read(tensor, 0, values, 0, values.length);
    return values;
  }

  private static final class Blocks<A> extends BlockTensor<A> {
    Blocks(Shape shape, Kernels<A> kernels, int window, boolean far) {
      super(shape, kernels, window);
      if (far) {
        outside();
      }
    }

    @Override
    protected Memory<A> create() {
      return new FarMemory<>(kernels().allocate(size()));
    }
  }
}
