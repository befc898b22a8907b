package org.vae4j.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;

/** An engine, opened once a trial, and tensors of normal draws from it. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public abstract class EngineState {
  /** The backend's name. */
  @Param({"nd4j", "jblas", "ejml"})
  public String engine;

  /** The element type. */
  @Param({"F32", "F64"})
  public DType dtype;

  private CheckedBackend backend;
  private int drawn;

  /** Opens the engine and draws. */
  @Setup(Level.Trial)
  public void open() {
    backend = Engines.open(engine);
    draw();
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void close() {
    backend.close();
  }

  /** Draws the tensors that the benchmarks need. */
  abstract void draw();

  final CheckedBackend backend() {
    return backend;
  }

  /** Counts {@code elements} numbers read or written. */
  final void count(long elements, Work work) {
    work.gigabyte += 1e-9 * elements * dtype.bytes();
  }

  final Tensor tensor(int rows, int columns) {
    Tensor tensor = backend.allocate(Shape.of(rows, columns), dtype);
    double[] values = new double[rows * columns];
    RandomStream.of(drawn++, "benchmark").normals(0, values, 0, values.length);
    backend.write(tensor, 0, values, 0, values.length);
    return tensor;
  }

  /** A tensor that a product has taken, which on some engines decides where it is. */
  final Tensor operand(int rows, int columns) {
    Tensor tensor = tensor(rows, columns);
    try (Tensor product = backend.allocate(Shape.of(rows, rows), dtype)) {
      backend.gemm(false, true, 1, tensor, tensor, 0, product);
    }
    return tensor;
  }
}
