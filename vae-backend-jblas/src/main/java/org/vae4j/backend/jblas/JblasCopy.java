package org.vae4j.backend.jblas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * One copy of jblas with a native library of its own. jblas brings an OpenBLAS built for one
 * thread, which finds a free work buffer without a lock: a copy serves one caller at a time.
 */
final class JblasCopy {
  private final MethodHandle sgemm;
  private final MethodHandle dgemm;

  private JblasCopy(Class<?> blas) throws ReflectiveOperationException {
    sgemm = gemm(blas, "sgemm", float.class, float[].class);
    dgemm = gemm(blas, "dgemm", double.class, double[].class);
  }

  /** Makes one more. */
  static JblasCopy load() {
    try {
      return new JblasCopy(JblasLoader.load());
    } catch (IOException e) {
      throw new UncheckedIOException("jblas: can't unpack its library: " + e, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jblas: can't load its classes; is it version 1.2.5?", e);
    }
  }

  private static MethodHandle gemm(Class<?> blas, String name, Class<?> number, Class<?> array)
      throws ReflectiveOperationException {
    MethodType type =
        MethodType.methodType(
            void.class,
            char.class,
            char.class,
            int.class,
            int.class,
            int.class,
            number,
            array,
            int.class,
            int.class,
            array,
            int.class,
            int.class,
            number,
            array,
            int.class,
            int.class);
    return MethodHandles.publicLookup().findStatic(blas, name, type);
  }

  /** out = alpha op(a) op(b) + beta out, column-major, all from the arrays' beginnings. */
  void gemm(
      char opA,
      char opB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int strideA,
      float[] b,
      int strideB,
      float beta,
      float[] out,
      int strideOut) {
    try {
      sgemm.invokeExact(
          opA, opB, m, n, k, alpha, a, 0, strideA, b, 0, strideB, beta, out, 0, strideOut);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** As the other one, in binary64. */
  void gemm(
      char opA,
      char opB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int strideA,
      double[] b,
      int strideB,
      double beta,
      double[] out,
      int strideOut) {
    try {
      dgemm.invokeExact(
          opA, opB, m, n, k, alpha, a, 0, strideA, b, 0, strideB, beta, out, 0, strideOut);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }
}
