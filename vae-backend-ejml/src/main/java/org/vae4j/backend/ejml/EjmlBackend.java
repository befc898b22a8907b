package org.vae4j.backend.ejml;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;
import org.vae4j.tensor.kernel.KernelBackend;

/**
 * Matrix products on the tensors' own arrays: small ones by EJML, all others by loops that
 * compilers vectorise, at six times EJML's speed (docs/performance.md). EJML multiplies by a
 * transposed right side at less than half its speed, so that side is transposed first.
 */
final class EjmlBackend extends KernelBackend {
  /** Rows and columns of a result from which on it pays to copy the right side. */
  private static final int LEAST_SIDE = 8;

  private static final ThreadLocal<FMatrixRMaj> FLOATS =
      ThreadLocal.withInitial(() -> new FMatrixRMaj(1, 1));
  private static final ThreadLocal<DMatrixRMaj> DOUBLES =
      ThreadLocal.withInitial(() -> new DMatrixRMaj(1, 1));

  private final BackendInfo info;

  EjmlBackend(String version) {
    info = new BackendInfo("ejml", version, "EJML (pure Java)", 1);
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
    int m = out.shape().rows();
    int n = out.shape().columns();
    int k = transposeA ? a.shape().rows() : a.shape().columns();
    boolean small = Math.min(m, n) < LEAST_SIDE;
    switch (out.dtype()) {
      case F32 -> {
        float by = (float) alpha;
        if (small) {
          multiply(transposeA, transposeB, by, matrix(a), matrix(b), beta, matrix(out));
        } else {
          FloatPanels.multiply(
              transposeA, transposeB, m, n, k, by, floats(a), floats(b), (float) beta, floats(out));
        }
      }
      case F64 -> {
        if (small) {
          multiply(transposeA, transposeB, alpha, wide(a), wide(b), beta, wide(out));
        } else {
          DoublePanels.multiply(
              transposeA, transposeB, m, n, k, alpha, doubles(a), doubles(b), beta, doubles(out));
        }
      }
    }
  }

  private static void multiply(
      boolean transposeA,
      boolean transposeB,
      float alpha,
      FMatrixRMaj a,
      FMatrixRMaj b,
      double beta,
      FMatrixRMaj out) {
    FMatrixRMaj right = transposeB ? CommonOps_FDRM.transpose(b, FLOATS.get()) : b;
    if (beta != 0 && beta != 1) {
      CommonOps_FDRM.scale((float) beta, out);
    }
    if (beta == 0 && transposeA) {
      CommonOps_FDRM.multTransA(alpha, a, right, out);
    } else if (beta == 0) {
      CommonOps_FDRM.mult(alpha, a, right, out);
    } else if (transposeA) {
      CommonOps_FDRM.multAddTransA(alpha, a, right, out);
    } else {
      CommonOps_FDRM.multAdd(alpha, a, right, out);
    }
  }

  private static void multiply(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      DMatrixRMaj a,
      DMatrixRMaj b,
      double beta,
      DMatrixRMaj out) {
    DMatrixRMaj right = transposeB ? CommonOps_DDRM.transpose(b, DOUBLES.get()) : b;
    if (beta != 0 && beta != 1) {
      CommonOps_DDRM.scale(beta, out);
    }
    if (beta == 0 && transposeA) {
      CommonOps_DDRM.multTransA(alpha, a, right, out);
    } else if (beta == 0) {
      CommonOps_DDRM.mult(alpha, a, right, out);
    } else if (transposeA) {
      CommonOps_DDRM.multAddTransA(alpha, a, right, out);
    } else {
      CommonOps_DDRM.multAdd(alpha, a, right, out);
    }
  }

  private static FMatrixRMaj matrix(Tensor tensor) {
    return FMatrixRMaj.wrap(tensor.shape().rows(), tensor.shape().columns(), floats(tensor));
  }

  private static DMatrixRMaj wide(Tensor tensor) {
    return DMatrixRMaj.wrap(tensor.shape().rows(), tensor.shape().columns(), doubles(tensor));
  }

  private static float[] floats(Tensor tensor) {
    return (float[]) ((HeapTensor<?>) tensor).array();
  }

  private static double[] doubles(Tensor tensor) {
    return (double[]) ((HeapTensor<?>) tensor).array();
  }
}
