package org.vae4j.tensor.kernel;

import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/**
 * A backend that lacks only {@link #allocate}, {@link #gemm} and {@link #info}: everything else
 * runs in {@link Kernels} over the blocks of {@link ArrayTensor}s. All its tensors have blocks of
 * one size, on which no result depends.
 */
public abstract class KernelBackend implements Backend {
  /** What is done to the elements, or rows, {@code from .. from+count}. */
  @FunctionalInterface
  private interface Range {
    void run(int from, int count);
  }

  /**
   * What is done to an array that stands for the elements, or rows, {@code from .. from+count} of
   * an output.
   */
  @FunctionalInterface
  private interface Block {
    void run(Object array, int from, int count);
  }

  @Override
  public final void write(Tensor out, int at, float[] source, int from, int count) {
    ArrayTensor<Object> y = array(out);
    if (y.dtype() == FloatKernels.INSTANCE.dtype()) {
      y.write(at, source, from, count);
      return;
    }
    staged(
        y,
        count,
        (block, done, n) -> {
          y.kernels().convert(source, from + done, block, n);
          y.write(at + done, block, 0, n);
        });
  }

  @Override
  public final void write(Tensor out, int at, double[] source, int from, int count) {
    ArrayTensor<Object> y = array(out);
    if (y.dtype() == DoubleKernels.INSTANCE.dtype()) {
      y.write(at, source, from, count);
      return;
    }
    staged(
        y,
        count,
        (block, done, n) -> {
          y.kernels().convert(source, from + done, block, n);
          y.write(at + done, block, 0, n);
        });
  }

  @Override
  public final void read(Tensor a, int at, float[] target, int to, int count) {
    ArrayTensor<Object> x = array(a);
    if (x.dtype() == FloatKernels.INSTANCE.dtype()) {
      x.read(at, target, to, count);
      return;
    }
    staged(
        x,
        count,
        (block, done, n) -> {
          x.read(at + done, block, 0, n);
          x.kernels().convert(block, target, to + done, n);
        });
  }

  @Override
  public final void read(Tensor a, int at, double[] target, int to, int count) {
    ArrayTensor<Object> x = array(a);
    if (x.dtype() == DoubleKernels.INSTANCE.dtype()) {
      x.read(at, target, to, count);
      return;
    }
    staged(
        x,
        count,
        (block, done, n) -> {
          x.read(at + done, block, 0, n);
          x.kernels().convert(block, target, to + done, n);
        });
  }

  @Override
  public final void fill(Tensor out, double value) {
    ArrayTensor<Object> y = array(out);
    elements(y, false, (target, from, n) -> y.kernels().fill(value, target, n));
  }

  @Override
  public final void unary(UnaryOp op, Tensor a, Tensor out) {
    ArrayTensor<Object> x = array(a);
    ArrayTensor<Object> y = array(out);
    elements(y, false, (target, from, n) -> y.kernels().unary(op, x.load(from, n, 1), target, n));
  }

  @Override
  public final void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    ArrayTensor<Object> x = array(a);
    ArrayTensor<Object> z = array(b);
    ArrayTensor<Object> y = array(out);
    Kernels<Object> kernels = y.kernels();
    int columns = y.shape().columns();
    if (z.size() == y.size()) {
      elements(
          y,
          false,
          (target, from, n) ->
              kernels.binary(op, x.load(from, n, 1), z.load(from, n, 2), target, n));
    } else if (z.size() == 1) {
      Object value = z.load(0, 1, 2);
      elements(
          y,
          false,
          (target, from, n) -> kernels.binaryColumn(op, x.load(from, n, 1), value, target, 1, n));
    } else if (z.shape().rows() == 1) {
      Object row = z.load(0, columns, 2);
      rows(
          y,
          false,
          (target, from, n) ->
              kernels.binaryRow(op, loadRows(x, from, n, 1), row, target, n, columns));
    } else {
      rows(
          y,
          false,
          (target, from, n) ->
              kernels.binaryColumn(
                  op, loadRows(x, from, n, 1), z.load(from, n, 2), target, n, columns));
    }
  }

  @Override
  public final void scale(double alpha, Tensor a, double shift, Tensor out) {
    ArrayTensor<Object> x = array(a);
    ArrayTensor<Object> y = array(out);
    elements(
        y,
        false,
        (target, from, n) -> y.kernels().scale(alpha, x.load(from, n, 1), shift, target, n));
  }

  @Override
  public final void axpby(double alpha, Tensor a, double beta, Tensor out) {
    ArrayTensor<Object> x = array(a);
    ArrayTensor<Object> y = array(out);
    elements(
        y,
        beta != 0,
        (target, from, n) -> y.kernels().axpby(alpha, x.load(from, n, 1), beta, target, n));
  }

  @Override
  public final void sum(Reduction over, Tensor a, double beta, Tensor out) {
    ArrayTensor<Object> x = array(a);
    Kernels<Object> kernels = x.kernels();
    if (over == Reduction.ALL) {
      double[] lanes = new double[Kernels.LANES];
      ranges(x.size(), x.window(), (from, n) -> kernels.sum(x.load(from, n, 1), lanes, n));
      total(lanes, beta, out);
      return;
    }
    int columns = x.shape().columns();
    double[] totals = Scratch.array(DoubleKernels.INSTANCE, Scratch.TOTALS, out.size());
    DoubleKernels.INSTANCE.fill(0, totals, out.size());
    ranges(
        x.shape().rows(),
        rowsAtOnce(x),
        (from, n) -> {
          Object block = loadRows(x, from, n, 1);
          if (over == Reduction.ROWS) {
            kernels.sumRows(block, totals, n, columns);
          } else {
            kernels.sumColumns(block, totals, from, n, columns);
          }
        });
    finishSum(totals, beta, out);
  }

  @Override
  public final void copyColumns(Tensor a, int from, Tensor out, int to, int count) {
    ArrayTensor<Object> x = array(a);
    ArrayTensor<Object> y = array(out);
    int in = x.shape().columns();
    int width = y.shape().columns();
    rows(
        y,
        true,
        (target, row, n) ->
            y.kernels().copyColumns(loadRows(x, row, n, 1), in, from, target, width, to, n, count));
  }

  @Override
  public final void affine(Tensor x, Tensor w, Tensor bias, UnaryOp activation, Tensor out) {
    gemm(false, true, 1, x, w, 0, out);
    ArrayTensor<Object> y = array(out);
    int columns = y.shape().columns();
    Object row = array(bias).load(0, columns, 1);
    rows(
        y,
        true,
        (target, from, n) -> y.kernels().biasActivation(activation, target, row, n, columns));
  }

  @Override
  public final void reparameterise(Tensor mu, Tensor logvar, Tensor noise, Tensor out) {
    ArrayTensor<Object> mean = array(mu);
    ArrayTensor<Object> spread = array(logvar);
    ArrayTensor<Object> draw = array(noise);
    ArrayTensor<Object> y = array(out);
    elements(
        y,
        false,
        (target, from, n) ->
            y.kernels()
                .reparameterise(
                    mean.load(from, n, 1),
                    spread.load(from, n, 2),
                    draw.load(from, n, 3),
                    target,
                    n));
  }

  @Override
  public final void gaussianKl(
      Tensor mu, Tensor logvar, Tensor gradMu, Tensor gradLogvar, Tensor out) {
    ArrayTensor<Object> mean = array(mu);
    ArrayTensor<Object> spread = array(logvar);
    ArrayTensor<Object> second = array(gradLogvar);
    double[] lanes = new double[Kernels.LANES];
    elements(
        array(gradMu),
        false,
        (target, from, n) -> {
          Object other = second.target(from, n, 3);
          mean.kernels()
              .gaussianKl(mean.load(from, n, 1), spread.load(from, n, 2), target, other, lanes, n);
          second.commit(from, n, other);
        });
    total(lanes, 0, out);
  }

  @Override
  public final void squaredError(Tensor prediction, Tensor target, Tensor grad, Tensor out) {
    ArrayTensor<Object> x = array(prediction);
    ArrayTensor<Object> goal = array(target);
    double[] lanes = new double[Kernels.LANES];
    elements(
        array(grad),
        false,
        (g, from, n) ->
            x.kernels().squaredError(x.load(from, n, 1), goal.load(from, n, 2), g, lanes, n));
    total(lanes, 0, out);
  }

  @Override
  public final void crossEntropyWithLogits(Tensor logits, Tensor target, Tensor grad, Tensor out) {
    ArrayTensor<Object> x = array(logits);
    ArrayTensor<Object> goal = array(target);
    double[] lanes = new double[Kernels.LANES];
    elements(
        array(grad),
        false,
        (g, from, n) ->
            x.kernels()
                .crossEntropyWithLogits(x.load(from, n, 1), goal.load(from, n, 2), g, lanes, n));
    total(lanes, 0, out);
  }

  @Override
  public final void adam(
      Tensor parameter,
      Tensor gradient,
      Tensor m,
      Tensor v,
      double stepSize,
      double beta1,
      double beta2,
      double epsilon) {
    ArrayTensor<Object> g = array(gradient);
    ArrayTensor<Object> first = array(m);
    ArrayTensor<Object> second = array(v);
    elements(
        array(parameter),
        true,
        (p, from, n) -> {
          Object newM = first.load(from, n, 2);
          Object newV = second.load(from, n, 3);
          g.kernels().adam(p, g.load(from, n, 1), newM, newV, stepSize, beta1, beta2, epsilon, n);
          first.commit(from, n, newM);
          second.commit(from, n, newV);
        });
  }

  /** Turns the matrix in {@code out} round, which holds it column by column, to row-major order. */
  final void transpose(Tensor out) {
    ArrayTensor<Object> y = array(out);
    int held = y.shape().rows();
    int columns = y.shape().columns();
    Object copy = Scratch.array(y.kernels(), Scratch.WHOLE, y.size());
    y.read(0, copy, 0, y.size());
    rows(
        y, false, (target, from, n) -> y.kernels().transpose(copy, held, from, target, n, columns));
  }

  private static void total(double[] lanes, double beta, Tensor out) {
    lanes[0] = Lanes.total(lanes);
    finishSum(lanes, beta, out);
  }

  private static void finishSum(double[] totals, double beta, Tensor out) {
    ArrayTensor<Object> y = array(out);
    Object target = beta == 0 ? y.target(0, y.size(), 0) : y.load(0, y.size(), 0);
    y.kernels().finishSum(totals, beta, target, y.size());
    y.commit(0, y.size(), target);
  }

  /** Runs {@code body} on all blocks of {@code out}; slot 0 is its array. */
  private static void elements(ArrayTensor<Object> out, boolean keep, Block body) {
    ranges(
        out.size(),
        out.window(),
        (from, n) -> {
          Object array = keep ? out.load(from, n, 0) : out.target(from, n, 0);
          body.run(array, from, n);
          out.commit(from, n, array);
        });
  }

  /** As {@link #elements}, in whole rows. */
  private static void rows(ArrayTensor<Object> out, boolean keep, Block body) {
    int columns = out.shape().columns();
    ranges(
        out.shape().rows(),
        rowsAtOnce(out),
        (from, n) -> {
          int at = from * columns;
          Object array = keep ? out.load(at, n * columns, 0) : out.target(at, n * columns, 0);
          body.run(array, from, n);
          out.commit(at, n * columns, array);
        });
  }

  private static Object loadRows(ArrayTensor<Object> a, int from, int count, int slot) {
    int columns = a.shape().columns();
    return a.load(from * columns, count * columns, slot);
  }

  private static int rowsAtOnce(ArrayTensor<?> a) {
    return Math.max(1, a.window() / a.shape().columns());
  }

  /** Runs {@code body} with a scratch array for each block of {@code count} elements. */
  private static void staged(ArrayTensor<Object> tensor, int count, Block body) {
    ranges(
        count,
        BlockTensor.WINDOW,
        (from, n) -> body.run(Scratch.array(tensor.kernels(), 0, n), from, n));
  }

  private static void ranges(int n, int step, Range body) {
    for (int from = 0, count; from < n; from += count) {
      count = Math.min(step, n - from);
      body.run(from, count);
    }
  }

  /**
   * Both element types go one way from here on: the kernels that belong to an array know its type.
   */
  @SuppressWarnings("unchecked")
  private static ArrayTensor<Object> array(Tensor tensor) {
    return (ArrayTensor<Object>) tensor;
  }
}
