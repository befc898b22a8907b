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
import org.vae4j.tensor.UnaryOp;

/** The fused operations, in the sizes that the reference model has for one micro-batch. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class FusedBenchmark {
  private static final int ROWS = ReferenceModel.MICRO_BATCH;
  private static final int IN = ReferenceModel.FEATURES;
  private static final int OUT = ReferenceModel.HIDDEN;
  private static final int LATENT = ReferenceModel.LATENT;

  /** The model's tensors. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  public static class Model extends EngineState {
    private Tensor x;
    private Tensor target;
    private Tensor grad;
    private Tensor w;
    private Tensor gradW;
    private Tensor m;
    private Tensor v;
    private Tensor bias;
    private Tensor y;
    private Tensor mu;
    private Tensor logvar;
    private Tensor gradLogvar;
    private Tensor noise;
    private Tensor z;
    private Tensor one;

    @Override
    void draw() {
      x = operand(ROWS, IN);
      target = operand(ROWS, IN);
      grad = operand(ROWS, IN);
      w = operand(OUT, IN);
      gradW = operand(OUT, IN);
      m = tensor(OUT, IN);
      v = tensor(OUT, IN);
      backend().unary(UnaryOp.SQUARE, v, v);
      bias = tensor(1, OUT);
      y = operand(ROWS, OUT);
      mu = operand(ROWS, LATENT);
      logvar = operand(ROWS, LATENT);
      gradLogvar = operand(ROWS, LATENT);
      noise = tensor(ROWS, LATENT);
      z = operand(ROWS, LATENT);
      one = tensor(1, 1);
    }
  }

  /** 64×784 to 64×400 with ReLU. */
  @Benchmark
  public void affine(Model model, Work work) {
    model.backend().affine(model.x, model.w, model.bias, UnaryOp.RELU, model.y);
    work.gigaflop += 2e-9 * ROWS * IN * OUT;
  }

  /** 64×20. */
  @Benchmark
  public void reparameterise(Model model, Work work) {
    model.backend().reparameterise(model.mu, model.logvar, model.noise, model.z);
    model.count(4 * ROWS * LATENT, work);
  }

  /** 64×20. */
  @Benchmark
  public void gaussianKl(Model model, Work work) {
    model.backend().gaussianKl(model.mu, model.logvar, model.z, model.gradLogvar, model.one);
    model.count(4 * ROWS * LATENT, work);
  }

  /** 64×784. */
  @Benchmark
  public void squaredError(Model model, Work work) {
    model.backend().squaredError(model.x, model.target, model.grad, model.one);
    model.count(3 * ROWS * IN, work);
  }

  /** 64×784. */
  @Benchmark
  public void crossEntropyWithLogits(Model model, Work work) {
    model.backend().crossEntropyWithLogits(model.x, model.target, model.grad, model.one);
    model.count(3 * ROWS * IN, work);
  }

  /** 400×784. */
  @Benchmark
  public void adam(Model model, Work work) {
    model.backend().adam(model.w, model.gradW, model.m, model.v, 1e-3, 0.9, 0.999, 1e-8);
    model.count(7 * OUT * IN, work);
  }
}
