package org.vae4j.backend.nd4j;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.function.Function;
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

/** A tensor in row-major order, in ND4J's own memory once a matrix product takes it. */
final class Nd4jTensor<A> extends BlockTensor<A> {
  private final DataType type;
  private final Function<INDArray, Memory<A>> view;

  private Nd4jTensor(
      Shape shape, Kernels<A> kernels, DataType type, Function<INDArray, Memory<A>> view) {
    super(shape, kernels, WINDOW);
    this.type = type;
    this.view = view;
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
      case F32 -> new Nd4jTensor<>(shape, FloatKernels.INSTANCE, DataType.FLOAT, Floats::new);
      case F64 -> new Nd4jTensor<>(shape, DoubleKernels.INSTANCE, DataType.DOUBLE, Doubles::new);
    };
  }

  /** Returns where an F32 tensor is. */
  static FloatPointer floats(Tensor tensor) {
    return ((Floats) ((Nd4jTensor<?>) tensor).outside()).pointer;
  }

  /** Returns where an F64 tensor is. */
  static DoublePointer doubles(Tensor tensor) {
    return ((Doubles) ((Nd4jTensor<?>) tensor).outside()).pointer;
  }

  @Override
  protected Memory<A> create() {
    return view.apply(
        Nd4j.createUninitializedDetached(type, 'c', shape().rows(), shape().columns()));
  }

  private record Floats(INDArray array, FloatBuffer elements, FloatPointer pointer)
      implements Memory<float[]> {
    Floats(INDArray array) {
      this(array, array.data().asNioFloat(), new FloatPointer(array.data().addressPointer()));
    }

    @Override
    public void read(int at, float[] target, int to, int count) {
      elements.get(at, target, to, count);
    }

    @Override
    public void write(int at, float[] source, int from, int count) {
      elements.put(at, source, from, count);
    }

    @Override
    public void release() {
      array.close();
    }
  }

  private record Doubles(INDArray array, DoubleBuffer elements, DoublePointer pointer)
      implements Memory<double[]> {
    Doubles(INDArray array) {
      this(array, array.data().asNioDouble(), new DoublePointer(array.data().addressPointer()));
    }

    @Override
    public void read(int at, double[] target, int to, int count) {
      elements.get(at, target, to, count);
    }

    @Override
    public void write(int at, double[] source, int from, int count) {
      elements.put(at, source, from, count);
    }

    @Override
    public void release() {
      array.close();
    }
  }
}
