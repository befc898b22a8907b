package org.vae4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one core of this machine can do at best. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PeakBenchmark {

  /** A product so large that packing its operands does not count. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  public static class Square {
    private final Product product = new Product(false, false, 1536, 1536, 1536);
    private Sgemm gemm;

    /** Takes the memory. */
    @Setup(Level.Trial)
    public void open() {
      Sgemm.setThreads(1);
      gemm = new Sgemm(product);
    }

    /** Gives it back. */
    @TearDown(Level.Trial)
    public void close() {
      gemm.close();
    }
  }

  /** Matrices that the second-level cache keeps. */
  @State(Scope.Thread)
  public static class Matrices {
    private final float[] from = new float[ReferenceModel.MICRO_BATCH * ReferenceModel.FEATURES];
    private final float[] to = new float[from.length];
  }

  /** F32, in OpenBLAS without an engine. */
  @Benchmark
  public void product(Square square, Work work) {
    square.gemm.multiply();
    work.gigaflop += square.product.gigaflop();
  }

  /** 64×784, F32. */
  @Benchmark
  public float[] copy(Matrices on, Work work) {
    System.arraycopy(on.from, 0, on.to, 0, on.from.length);
    work.gigabyte += 2e-9 * Float.BYTES * on.from.length;
    return on.to;
  }
}
