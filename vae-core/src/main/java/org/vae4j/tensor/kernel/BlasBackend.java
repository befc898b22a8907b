package org.vae4j.tensor.kernel;

import org.vae4j.tensor.Tensor;

/**
 * A backend whose matrix product is that of a BLAS. A product of few rows and a large right side,
 * as in dense layers, is computed as its transpose, (A B)ᵀ = Bᵀ Aᵀ, and turned round: OpenBLAS
 * packs the left side in blocks that leave the cache if it is large, and the right one in strips
 * that stay there (docs/performance.md has figures).
 */
public abstract class BlasBackend extends KernelBackend {
  /** The most rows, and the least elements of the right side, with which turning round pays. */
  private static final int MOST_ROWS = 128;

  private static final int LEAST_RIGHT = 1 << 16;

  @Override
  public final void gemm(
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
    if (beta == 0 && m > 1 && m <= MOST_ROWS && b.size() >= LEAST_RIGHT) {
      multiply(!transposeB, !transposeA, n, m, k, alpha, b, a, 0, out);
      transpose(out);
    } else {
      multiply(transposeA, transposeB, m, n, k, alpha, a, b, beta, out);
    }
  }

  /**
   * out = alpha op(a) op(b) + beta out in row-major order; op(a) is m×k, op(b) k×n. The shapes of
   * {@code a} and {@code b} say their strides; {@code out} is m×n, whatever its shape says.
   *
   * @param out Modified
   */
  protected abstract void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor out);
}
