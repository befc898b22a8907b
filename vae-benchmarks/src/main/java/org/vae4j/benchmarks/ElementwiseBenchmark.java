package org.vae4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vae4j.tensor.BinaryOp;
import org.vae4j.tensor.Reduction;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.UnaryOp;

/** Primitives other than the matrix product, on 64×784. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ElementwiseBenchmark {
  private static final int ROWS = ReferenceModel.MICRO_BATCH;
  private static final int COLUMNS = ReferenceModel.FEATURES;
  private static final int SIZE = ROWS * COLUMNS;

  /** Some tensors. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  public static class Operands extends EngineState {
    private Tensor a;
    private Tensor b;
    private Tensor out;
    private Tensor row;
    private Tensor column;
    private Tensor one;
    private Tensor half;
    private final float[] floats = new float[SIZE];

    @Override
    void draw() {
      a = operand(ROWS, COLUMNS);
      b = operand(ROWS, COLUMNS);
      out = operand(ROWS, COLUMNS);
      row = tensor(1, COLUMNS);
      column = tensor(ROWS, 1);
      one = tensor(1, 1);
      half = operand(ROWS, COLUMNS / 2);
    }
  }

  /** A function. */
  @State(Scope.Benchmark)
  public static class Function {
    /** Which. */
    @Param({
      "IDENTITY",
      "EXP",
      "LOG",
      "SQRT",
      "SQUARE",
      "RELU",
      "LEAKY_RELU",
      "ELU",
      "TANH",
      "SIGMOID",
      "SOFTPLUS"
    })
    public UnaryOp op = UnaryOp.IDENTITY;
  }

  /** A function of each element. */
  @Benchmark
  public void unary(Function function, Operands on, Work work) {
    on.backend().unary(function.op, on.a, on.out);
    on.count(2 * SIZE, work);
  }

  /** Two matrices. */
  @Benchmark
  public void add(Operands on, Work work) {
    on.backend().binary(BinaryOp.ADD, on.a, on.b, on.out);
    on.count(3 * SIZE, work);
  }

  /** The gradient of ReLU, of outputs with signs as they come. */
  @Benchmark
  public void reluGradient(Operands on, Work work) {
    on.backend().binary(BinaryOp.RELU_GRADIENT, on.a, on.b, on.out);
    on.count(3 * SIZE, work);
  }

  /** The gradient of tanh. */
  @Benchmark
  public void tanhGradient(Operands on, Work work) {
    on.backend().binary(BinaryOp.TANH_GRADIENT, on.a, on.b, on.out);
    on.count(3 * SIZE, work);
  }

  /** A row, spread. */
  @Benchmark
  public void addRow(Operands on, Work work) {
    on.backend().binary(BinaryOp.ADD, on.a, on.row, on.out);
    on.count(2 * SIZE, work);
  }

  /** A column, spread. */
  @Benchmark
  public void addColumn(Operands on, Work work) {
    on.backend().binary(BinaryOp.ADD, on.a, on.column, on.out);
    on.count(2 * SIZE, work);
  }

  /** alpha a + shift. */
  @Benchmark
  public void scale(Operands on, Work work) {
    on.backend().scale(0.5, on.a, 0.5, on.out);
    on.count(2 * SIZE, work);
  }

  /** alpha a + beta out. */
  @Benchmark
  public void axpby(Operands on, Work work) {
    on.backend().axpby(0.5, on.a, 0.5, on.out);
    on.count(3 * SIZE, work);
  }

  /** All elements. */
  @Benchmark
  public void sumAll(Operands on, Work work) {
    on.backend().sum(Reduction.ALL, on.a, 0, on.one);
    on.count(SIZE, work);
  }

  /** Over the rows. */
  @Benchmark
  public void sumRows(Operands on, Work work) {
    on.backend().sum(Reduction.ROWS, on.a, 0, on.row);
    on.count(SIZE, work);
  }

  /** Over the columns. */
  @Benchmark
  public void sumColumns(Operands on, Work work) {
    on.backend().sum(Reduction.COLUMNS, on.a, 0, on.column);
    on.count(SIZE, work);
  }

  /** Half the columns. */
  @Benchmark
  public void copyColumns(Operands on, Work work) {
    on.backend().copyColumns(on.a, 0, on.half, 0, COLUMNS / 2);
    on.count(SIZE, work);
  }

  /** A constant. */
  @Benchmark
  public void fill(Operands on, Work work) {
    on.backend().fill(on.out, 1);
    on.count(SIZE, work);
  }

  /** From an array. */
  @Benchmark
  public void write(Operands on, Work work) {
    on.backend().write(on.out, 0, on.floats, 0, SIZE);
    on.count(SIZE, work);
  }

  /** To an array. */
  @Benchmark
  public void read(Operands on, Work work) {
    on.backend().read(on.a, 0, on.floats, 0, SIZE);
    on.count(SIZE, work);
  }
}
