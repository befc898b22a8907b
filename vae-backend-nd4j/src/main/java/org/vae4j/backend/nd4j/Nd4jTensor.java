package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.BlockTensor;
import org.vae4j.tensor.kernel.DoubleKernels;
import org.vae4j.tensor.kernel.FloatKernels;
import org.vae4j.tensor.kernel.Kernels;

/** A tensor in ND4J's own memory outside the Java heap, in row-major order. */
abstract sealed class Nd4jTensor<A> extends BlockTensor<A> {
  private final INDArray array;

  private Nd4jTensor(Shape shape, Kernels<A> kernels, INDArray array) {
    super(shape, kernels, WINDOW);
    this.array = array;
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
    return Nd4j.createUninitializedDetached(type, 'c', shape.rows(), shape.columns());
  }

  /** Returns where an F32 tensor is. */
  static FloatPointer floats(Tensor tensor) {
    return ((Floats) tensor).pointer;
  }

  /** Returns where an F64 tensor is. */
  static DoublePointer doubles(Tensor tensor) {
    return ((Doubles) tensor).pointer;
  }

  @Override
  protected final void release() {
    array.close();
  }

  private static final class Floats extends Nd4jTensor<float[]> {
    private final FloatBuffer elements;
    private final FloatPointer pointer;

    Floats(Shape shape, INDArray array) {
      super(shape, FloatKernels.INSTANCE, array);
      elements = array.data().asNioFloat();
      pointer = new FloatPointer(array.data().addressPointer());
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
    private final DoublePointer pointer;

    Doubles(Shape shape, INDArray array) {
      super(shape, DoubleKernels.INSTANCE, array);
      elements = array.data().asNioDouble();
      pointer = new DoublePointer(array.data().addressPointer());
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
