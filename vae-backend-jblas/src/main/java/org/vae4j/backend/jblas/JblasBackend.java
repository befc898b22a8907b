package org.vae4j.backend.jblas;

import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.BlasBackend;
import org.vae4j.tensor.kernel.HeapTensor;

/**
 * Matrix products by jblas's BLAS, which reads our rows as columns: it sees every matrix
 * transposed, so out = op(a) op(b) is asked for as outᵀ = op(b)ᵀ op(a)ᵀ, without a copy.
 */
final class JblasBackend extends BlasBackend {
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
  protected void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor out) {
    char right = transposeB ? 'T' : 'N';
    char left = transposeA ? 'T' : 'N';
    int strideA = a.shape().columns();
    int strideB = b.shape().columns();
    JblasCopy blas = JblasCopies.take();
    try {
      switch (out.dtype()) {
        case F32 ->
            blas.gemm(
                right,
                left,
                n,
                m,
                k,
                (float) alpha,
                floats(b),
                strideB,
                floats(a),
                strideA,
                (float) beta,
                floats(out),
                n);
        case F64 ->
            blas.gemm(
                right,
                left,
                n,
                m,
                k,
                alpha,
                doubles(b),
                strideB,
                doubles(a),
                strideA,
                beta,
                doubles(out),
                n);
      }
    } finally {
      JblasCopies.giveBack(blas);
    }
  }

  private static float[] floats(Tensor tensor) {
    return (float[]) ((HeapTensor<?>) tensor).array();
  }

  private static double[] doubles(Tensor tensor) {
    return (double[]) ((HeapTensor<?>) tensor).array();
  }
}
