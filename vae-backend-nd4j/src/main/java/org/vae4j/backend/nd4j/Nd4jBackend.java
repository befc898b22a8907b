package org.vae4j.backend.nd4j;

import org.nd4j.linalg.api.blas.Level3;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.KernelBackend;

/**
 * Matrix products by ND4J's BLAS into column-major targets, the only ones that it fills without a
 * copy: out = op(a) op(b) is asked for as outᵀ = op(b)ᵀ op(a)ᵀ.
 *
 * <p>Everything else runs in our own loops: ND4J's elementwise operations cost some 10 µs a call
 * before the first element, and a broadcast much more.
 */
final class Nd4jBackend extends KernelBackend {
  private final BackendInfo info;
  private final Level3 level3 = Nd4j.getBlasWrapper().level3();

  Nd4jBackend(String version, String blas) {
    info = new BackendInfo("nd4j", version, blas, 1);
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return Nd4jTensor.allocate(shape, dtype);
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
    level3.gemm(transposed(b), transposed(a), transposed(out), transposeB, transposeA, alpha, beta);
  }

  private static INDArray transposed(Tensor tensor) {
    return ((Nd4jTensor<?>) tensor).transposed();
  }
}
