package org.vae4j.tensor.exact;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.kernel.HeapTensor;
import org.vae4j.tensor.kernel.KernelBackend;

/**
 * An engine made to give the same bits as every other: it multiplies matrices in binary64, cut so
 * that nothing is rounded; all else runs in the core's own loops. Tensors are F32, in Java arrays.
 *
 * <p>A product C = A B with sums of k terms goes by error-free splitting (Ozaki, Ogita, Oishi and
 * Rump 2012, Numerical Algorithms 59, algorithm 3). With β = ⌊(53 - ⌈log2 k⌉) / 2⌋, row i of A
 * having magnitudes below 2^E and column j of B below 2^F, each is cut into a high slice of
 * multiples of 2^(E-β) and a low slice of multiples of 2^(E-2β), see {@link Slices}. Then
 *
 * <ul>
 *   <li>high · high is a sum of k multiples of 2^(E+F-2β) of at most 2^(E+F) each,
 *   <li>high · low + low · high is one of 2k multiples of 2^(E+F-3β) of at most 2^(E+F-β-1) each.
 * </ul>
 *
 * <p>As k 2^2β is at most 2^53, all partial sums are integers up to 2^53 times one power of two:
 * the engine's gemm is exact, in whatever order and blocks it adds, with fused multiply-add or not.
 * (It must add products; a Strassen scheme will not do.) Nothing can overflow or underflow, as
 * binary64 holds the products of all binary32 with room to spare. The two results are added, which
 * rounds to 53 bits, giving S; C becomes alpha S + beta C in binary64, rounded once to binary32.
 *
 * <p><b>Error.</b> What is left out, low · low and the bits below the low slices, is at most
 *
 * <pre>|S - A B|ᵢⱼ ≤ (5/4) k 2^(E+F-2β) ≤ 5 k 4^-β maxₗ|aᵢₗ| maxₗ|bₗⱼ|</pre>
 *
 * <p>plus the rounding, 2^-53 |S|: for k = 784, 10^-9 times the two maxima. That is far below what
 * binary32 can do, unless large elements of the row meet only small ones of the column. So where S
 * is below 2^(26-2β) 2^(E+F), the element is computed again as a plain sum in binary64, from the
 * first term to the last, in Java, hence with the same bits everywhere. (In training on MNIST a few
 * elements in a million with squared error, two in a hundred with cross-entropy, where most pixels
 * are zeros.) Thus for each element, k up to 2^23,
 *
 * <pre>|S - A B|ᵢⱼ ≤ k 2^-25 Σₗ|aᵢₗ bₗⱼ|</pre>
 *
 * <p>which is half the bound of a product in binary32, k 2^-24 Σ|ab| (Higham 2002, Accuracy and
 * Stability of Numerical Algorithms, section 3.5), whatever the magnitudes: rows that spread over
 * 60 orders of magnitude, subnormal numbers, zeros.
 *
 * <p>An element whose row of A or column of B holds a NaN or an infinity is the same plain sum:
 * what IEEE 754 gives for the textbook's loop. A sum of zero is +0. A NaN computed here is Java's
 * {@link Float#NaN}.
 */
public final class ExactBackend extends KernelBackend {
  private final Backend engine;
  private final ScratchPool pool;

  /** Computes with {@code engine}, which it closes in the end. */
  public ExactBackend(Backend engine) {
    this.engine = engine;
    this.pool = new ScratchPool(engine);
  }

  @Override
  public BackendInfo info() {
    BackendInfo info = engine.info();
    return new BackendInfo(info.name(), info.version(), info.blas() + ", exact", info.threads());
  }

  @Override
  public boolean exact() {
    return true;
  }

  /** Returns a new F32 tensor; F64 is refused. */
  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    if (dtype != DType.F32) {
      throw new IllegalArgumentException(
          "allocate: a tensor of "
              + dtype
              + " was asked for, exact numerics have F32 only; use F32, or fast numerics");
    }
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
    int bits = Slices.bits(transposeA ? a.shape().rows() : a.shape().columns());
    try (ScratchPool.Lease scratch = pool.lease()) {
      Slices left = Slices.cut(engine, scratch, a, !transposeA, bits);
      Slices right = Slices.cut(engine, scratch, b, transposeB, bits);
      Tensor upper = scratch.take(out.shape());
      Tensor lower = scratch.take(out.shape());
      engine.gemm(transposeA, transposeB, 1, left.high(), right.high(), 0, upper);
      engine.gemm(transposeA, transposeB, 1, left.high(), right.low(), 0, lower);
      engine.gemm(transposeA, transposeB, 1, left.low(), right.high(), 1, lower);
      Merge merge =
          new Merge(
              Math.scalb(1.0, 26 - 2 * bits),
              left.bounds(),
              right.bounds(),
              new PlainSum(transposeA, transposeB, a, b));
      merge.into(engine, scratch, upper, lower, alpha, beta, out);
    }
  }

  /** Gives the engine's scratch tensors back, and closes it. */
  @Override
  public void close() {
    pool.close();
    engine.close();
  }

  static float[] floats(Tensor tensor) {
    return (float[]) ((HeapTensor<?>) tensor).array();
  }

  static double[] doubles(Tensor tensor) {
    return (double[]) ((HeapTensor<?>) tensor).array();
  }
}
