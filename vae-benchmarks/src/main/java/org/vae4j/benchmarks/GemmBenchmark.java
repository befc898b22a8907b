package org.vae4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vae4j.tensor.Tensor;

/** The three matrix products of the reference model's largest layer, for one micro-batch. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GemmBenchmark {
  private static final int ROWS = ReferenceModel.MICRO_BATCH;
  private static final int IN = ReferenceModel.FEATURES;
  private static final int OUT = ReferenceModel.HIDDEN;
  private static final double GIGAFLOP = 2e-9 * ROWS * IN * OUT;

  /** The layer's tensors. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  public static class Layer extends EngineState {
    private Tensor x;
    private Tensor w;
    private Tensor y;

    @Override
    void draw() {
      x = tensor(ROWS, IN);
      w = tensor(OUT, IN);
      y = tensor(ROWS, OUT);
    }

    private void multiply(
        boolean transposeA, boolean transposeB, Tensor a, Tensor b, Tensor out, Work work) {
      backend().gemm(transposeA, transposeB, 1, a, b, 0, out);
      work.gigaflop += GIGAFLOP;
    }
  }

  /** 64×784 times (400×784)ᵀ. */
  @Benchmark
  public void forward(Layer layer, Work work) {
    layer.multiply(false, true, layer.x, layer.w, layer.y, work);
  }

  /** (64×400)ᵀ times 64×784. */
  @Benchmark
  public void weightGradient(Layer layer, Work work) {
    layer.multiply(true, false, layer.y, layer.x, layer.w, work);
  }

  /** 64×400 times 400×784. */
  @Benchmark
  public void inputGradient(Layer layer, Work work) {
    layer.multiply(false, false, layer.y, layer.w, layer.x, work);
  }
}
