package org.vae4j.benchmarks;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** A product in the OpenBLAS that ND4J brings, called without ND4J: binary32, row-major. */
final class Sgemm implements AutoCloseable {
  private final Product product;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer out;

  Sgemm(Product product) {
    this.product = product;
    this.a = ones((long) product.m() * product.k());
    this.b = ones((long) product.k() * product.n());
    this.out = ones((long) product.m() * product.n());
  }

  private static FloatPointer ones(long size) {
    FloatPointer pointer = new FloatPointer(size);
    for (long i = 0; i < size; i++) {
      pointer.put(i, 1);
    }
    return pointer;
  }

  /** Sets the threads that OpenBLAS uses inside a product. */
  static void setThreads(int threads) {
    org.bytedeco.openblas.presets.openblas.blas_set_num_threads(threads);
  }

  void multiply() {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        product.transposeA() ? openblas.CblasTrans : openblas.CblasNoTrans,
        product.transposeB() ? openblas.CblasTrans : openblas.CblasNoTrans,
        product.m(),
        product.n(),
        product.k(),
        1,
        a,
        product.transposeA() ? product.m() : product.k(),
        b,
        product.transposeB() ? product.k() : product.n(),
        0,
        out,
        product.n());
  }

  @Override
  public void close() {
    a.close();
    b.close();
    out.close();
  }
}
