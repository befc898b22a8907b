package org.vae4j.benchmarks;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * Stands in front of an engine and times its operations. What goes on between a row's copy and the
 * following {@link #write}s counts as data, the drawing of noise included. To know the product
 * inside {@link #affine}, it is computed once more, and that time is left out of all sums.
 */
final class TimedBackend implements Backend {
  private final Backend engine;
  private final Stopwatch watch;

  TimedBackend(Backend engine, Stopwatch watch) {
    this.engine = engine;
    this.watch = watch;
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
    watch.partOfData();
  }

  @Override
  public void write(Tensor out, int at, double[] source, int from, int count) {
    engine.write(out, at, source, from, count);
    watch.partOfData();
  }

  @Override
  public void read(Tensor a, int at, float[] target, int to, int count) {
    elementwise(() -> engine.read(a, at, target, to, count));
  }

  @Override
  public void read(Tensor a, int at, double[] target, int to, int count) {
    elementwise(() -> engine.read(a, at, target, to, count));
  }

  @Override
  public void fill(Tensor out, double value) {
    elementwise(() -> engine.fill(out, value));
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
    time(Phase.GEMM, () -> engine.gemm(transposeA, transposeB, alpha, a, b, beta, out));
    long inner = transposeA ? a.shape().rows() : a.shape().columns();
    watch.addFlops(2 * inner * out.size());
  }

  @Override
  public void unary(UnaryOp op, Tensor a, Tensor out) {
    elementwise(() -> engine.unary(op, a, out));
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    elementwise(() -> engine.binary(op, a, b, out));
  }

  @Override
  public void scale(double alpha, Tensor a, double shift, Tensor out) {
    elementwise(() -> engine.scale(alpha, a, shift, out));
  }

  @Override
  public void axpby(double alpha, Tensor a, double beta, Tensor out) {
    elementwise(() -> engine.axpby(alpha, a, beta, out));
  }

  @Override
  public void sum(Reduction over, Tensor a, double beta, Tensor out) {
    elementwise(() -> engine.sum(over, a, beta, out));
  }

  @Override
  public void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
    elementwise(() -> engine.copyColumns(a, from, out, to, count));
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public void affine(Tensor x, Tensor w, Tensor bias, UnaryOp activation, Tensor out) {
    long begin = System.nanoTime();
    engine.gemm(false, true, 1, x, w, 0, out);
    long product = System.nanoTime() - begin;
    engine.affine(x, w, bias, activation, out);
    long all = System.nanoTime() - begin - product;
    watch.addRepeated(product);
    watch.add(Phase.GEMM, Math.min(product, all));
    watch.add(Phase.ELEMENTWISE, Math.max(0, all - product));
    watch.addFlops(2L * w.shape().columns() * out.size());
  }

  @Override
  public void reparameterise(Tensor mu, Tensor logvar, Tensor noise, Tensor out) {
    elementwise(() -> engine.reparameterise(mu, logvar, noise, out));
  }

  @Override
  public void gaussianKl(Tensor mu, Tensor logvar, Tensor gradMu, Tensor gradLogvar, Tensor out) {
    elementwise(() -> engine.gaussianKl(mu, logvar, gradMu, gradLogvar, out));
  }

  @Override
  public void squaredError(Tensor prediction, Tensor target, Tensor grad, Tensor out) {
    elementwise(() -> engine.squaredError(prediction, target, grad, out));
  }

  @Override
  public void crossEntropyWithLogits(Tensor logits, Tensor target, Tensor grad, Tensor out) {
    elementwise(() -> engine.crossEntropyWithLogits(logits, target, grad, out));
  }

  @Override
  public void adam(
      Tensor parameter,
      Tensor gradient,
      Tensor m,
      Tensor v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon) {
    time(
        Phase.OPTIMISER,
        () -> engine.adam(parameter, gradient, m, v, stepSize, beta1, beta2, epsilon));
  }

  private void elementwise(Runnable operation) {
    time(Phase.ELEMENTWISE, operation);
  }

  private void time(Phase phase, Runnable operation) {
    long begin = System.nanoTime();
    operation.run();
    watch.add(phase, System.nanoTime() - begin);
  }
}
