package org.vae4j.backend.nd4j;

import org.bytedeco.openblas.global.openblas;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.BlasBackend;

/**
 * Matrix products by the BLAS that ND4J brings, on ND4J's memory. It is called directly: ND4J's own
 * gemm makes about 4 kB of garbage a call, and copies if a result is in row-major order.
 *
 * <p>Everything else runs in our own loops: ND4J's elementwise operations cost some 10 µs a call
 * before the first element, and a broadcast much more.
 */
final class Nd4jBackend extends BlasBackend {
  private final BackendInfo info;

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
    int opA = transposeA ? openblas.CblasTrans : openblas.CblasNoTrans;
    int opB = transposeB ? openblas.CblasTrans : openblas.CblasNoTrans;
    int strideA = a.shape().columns();
    int strideB = b.shape().columns();
    switch (out.dtype()) {
      case F32 ->
          openblas.cblas_sgemm(
              openblas.CblasRowMajor,
              opA,
              opB,
              m,
              n,
              k,
              (float) alpha,
              Nd4jTensor.floats(a),
              strideA,
              Nd4jTensor.floats(b),
              strideB,
              (float) beta,
              Nd4jTensor.floats(out),
              n);
      case F64 ->
          openblas.cblas_dgemm(
              openblas.CblasRowMajor,
              opA,
              opB,
              m,
              n,
              k,
              alpha,
              Nd4jTensor.doubles(a),
              strideA,
              Nd4jTensor.doubles(b),
              strideB,
              beta,
              Nd4jTensor.doubles(out),
              n);
    }
  }
}
