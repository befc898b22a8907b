package org.vae4j.testkit;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * Passes the primitives on to an engine and hides its fused operations, so that their default
 * bodies run.
 */
abstract class PrimitivesOnly implements Backend {
  private final Backend engine;

  PrimitivesOnly(Backend engine) {
    this.engine = engine;
  }

  /** Returns {@code engine} without its fused operations. */
  static Backend of(Backend engine) {
    return new PrimitivesOnly(engine) {};
  }

  @Override
  public BackendInfo info() {
    return engine.info();
  }

  @Override
  public Tensor allocate(Shape shape, DType dtype) {
    return engine.allocate(shape, dtype);
  }

  @Override
  public void write(Tensor out, int at, float[] source, int from, int count) {
    engine.write(out, at, source, from, count);
  }

  @Override
  public void write(Tensor out, int at, double[] source, int from, int count) {
    engine.write(out, at, source, from, count);
  }

  @Override
  public void read(Tensor a, int at, float[] target, int to, int count) {
    engine.read(a, at, target, to, count);
  }

  @Override
  public void read(Tensor a, int at, double[] target, int to, int count) {
    engine.read(a, at, target, to, count);
  }

  @Override
  public void fill(Tensor out, double value) {
    engine.fill(out, value);
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
    engine.gemm(transposeA, transposeB, alpha, a, b, beta, out);
  }

  @Override
  public void unary(UnaryOp op, Tensor a, Tensor out) {
    engine.unary(op, a, out);
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    engine.binary(op, a, b, out);
  }

  @Override
  public void scale(double alpha, Tensor a, double shift, Tensor out) {
    engine.scale(alpha, a, shift, out);
  }

  @Override
  public void axpby(double alpha, Tensor a, double beta, Tensor out) {
    engine.axpby(alpha, a, beta, out);
  }

  @Override
  public void sum(Reduction over, Tensor a, double beta, Tensor out) {
    engine.sum(over, a, beta, out);
  }

  @Override
  public void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
    engine.copyColumns(a, from, out, to, count);
  }

  @Override
  public void close() {
    engine.close();
  }
}
