package org.vae4j.backend.jblas;

import org.jblas.NativeBlas;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;
import org.vae4j.tensor.kernel.KernelBackend;

/**
 * Matrix products by jblas's BLAS, which reads our rows as columns: it sees every matrix
 * transposed, so out = op(a) op(b) is asked for as outᵀ = op(b)ᵀ op(a)ᵀ, without a copy.
 */
final class JblasBackend extends KernelBackend {
  /**
   * jblas brings an OpenBLAS built for one thread: it finds a free work buffer without a lock, and
   * two callers may be given the same one.
   */
  private static final Object ONE_AT_A_TIME = new Object();

  private final BackendInfo info;

  JblasBackend(String version) {
    info = new BackendInfo("jblas", version, "OpenBLAS inside jblas", 1);
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return HeapTensor.allocate(shape, dtype);
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
    char right = transposeB ? 'T' : 'N';
    char left = transposeA ? 'T' : 'N';
    int rows = out.shape().rows();
    int columns = out.shape().columns();
    int inner = transposeA ? a.shape().rows() : a.shape().columns();
    int strideA = a.shape().columns();
    int strideB = b.shape().columns();
    synchronized (ONE_AT_A_TIME) {
      switch (out.dtype()) {
        case F32 ->
            NativeBlas.sgemm(
                right,
                left,
                columns,
                rows,
                inner,
                (float) alpha,
                floats(b),
                0,
                strideB,
                floats(a),
                0,
                strideA,
                (float) beta,
                floats(out),
                0,
                columns);
        case F64 ->
            NativeBlas.dgemm(
                right,
                left,
                columns,
                rows,
                inner,
                alpha,
                doubles(b),
                0,
                strideB,
                doubles(a),
                0,
                strideA,
                beta,
                doubles(out),
                0,
                columns);
      }
    }
  }

  private static float[] floats(Tensor tensor) {
    return (float[]) ((HeapTensor<?>) tensor).array();
  }

  private static double[] doubles(Tensor tensor) {
    return (double[]) ((HeapTensor<?>) tensor).array();
  }
}
