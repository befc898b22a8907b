package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.kernel.BlockTensor;
import org.vae4j.tensor.kernel.DoubleKernels;
import org.vae4j.tensor.kernel.FloatKernels;
import org.vae4j.tensor.kernel.Kernels;

/**
 * A tensor in ND4J's own memory outside the Java heap. ND4J sees it as its transpose in
 * column-major order, which is our row-major order.
 */
abstract sealed class Nd4jTensor<A> extends BlockTensor<A> {
  private final INDArray transposed;

  private Nd4jTensor(Shape shape, Kernels<A> kernels, INDArray transposed) {
    super(shape, kernels, WINDOW);
    this.transposed = transposed;
  }

  static Nd4jTensor<?> allocate(Shape shape, DType dtype) {
    if ((long) shape.size() * dtype.bytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "allocate: a "
              + dtype
              + " tensor "
              + shape
              + " needs more than 2 GiB; cut it into smaller tensors");
    }
    return switch (dtype) {
      case F32 -> new Floats(shape, create(shape, DataType.FLOAT));
      case F64 -> new Doubles(shape, create(shape, DataType.DOUBLE));
    };
  }

  private static INDArray create(Shape shape, DataType type) {
    return Nd4j.createUninitializedDetached(type, 'f', shape.columns(), shape.rows());
  }

  /** Returns the transpose, columns×rows in column-major order: not a copy. */
  final INDArray transposed() {
    return transposed;
  }

  @Override
  protected final void release() {
    transposed.close();
  }

  private static final class Floats extends Nd4jTensor<float[]> {
    private final FloatBuffer elements;

    Floats(Shape shape, INDArray transposed) {
      super(shape, FloatKernels.INSTANCE, transposed);
      elements = transposed.data().asNioFloat();
    }

    @Override
    public void read(int at, float[] target, int to, int count) {
      elements.get(at, target, to, count);
    }

    @Override
    public void write(int at, float[] source, int from, int count) {
      elements.put(at, source, from, count);
    }
  }

  private static final class Doubles extends Nd4jTensor<double[]> {
    private final DoubleBuffer elements;

    Doubles(Shape shape, INDArray transposed) {
      super(shape, DoubleKernels.INSTANCE, transposed);
      elements = transposed.data().asNioDouble();
    }

    @Override
    public void read(int at, double[] target, int to, int count) {
      elements.get(at, target, to, count);
    }

    @Override
    public void write(int at, double[] source, int from, int count) {
      elements.put(at, source, from, count);
    }
  }
}
