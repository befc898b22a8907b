package org.vae4j.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast training could be if only its matrix products took time: those of one step, in the
 * OpenBLAS that ND4J brings, called without ND4J. Measured with a thread of ours for each core,
 * each with its micro-batch, and with one thread of ours that leaves both cores to OpenBLAS; the
 * better one counts.
 */
public final class GemmLimit {
  private final int rows;
  private final int hidden;

  private GemmLimit(int rows, int hidden) {
    this.rows = rows;
    this.hidden = hidden;
  }

  /**
   * A way to use the cores.
   *
   * @param callers threads of ours
   * @param inside threads of OpenBLAS
   */
  private record Setting(int callers, int inside) {}

  /** Prints both settings, and last one line of JSON. */
  public static void main(String[] args) {
    run(System.out, args);
  }

  static double run(PrintStream out, String... args) {
    Arguments options =
        new Arguments(List.of("batch", "hidden", "cores", "steps", "warmup", "block"), args);
    int batch = options.number("batch", ReferenceModel.BATCH);
    int hidden = options.number("hidden", ReferenceModel.HIDDEN);
    int cores = options.number("cores", Runtime.getRuntime().availableProcessors());
    int block = options.number("block", 50);
    int blocks = Math.max(1, options.number("steps", 1000) / block);
    double best = 0;
    for (Setting setting : List.of(new Setting(cores, 1), new Setting(1, cores))) {
      GemmLimit work = new GemmLimit(batch / setting.callers, hidden);
      double stepsPerSecond = work.measure(setting, options.number("warmup", 200), block, blocks);
      out.printf(
          Locale.ROOT,
          "%d callers, %d threads inside OpenBLAS: %,.0f images/s%n",
          setting.callers,
          setting.inside,
          stepsPerSecond * batch);
      best = Math.max(best, stepsPerSecond * batch);
    }
    out.printf(
        Locale.ROOT,
        "{\"name\": \"gemm-limit\", \"task\": \"train\", \"threads\": %d, \"batch\": %d, \"images_per_second\": %.0f}%n",
        cores,
        batch,
        best);
    return best;
  }

  /** Returns steps a second, the median of the blocks. */
  private double measure(Setting setting, int warmup, int block, int blocks) {
    Sgemm.setThreads(setting.inside);
    ExecutorService callers = Executors.newFixedThreadPool(setting.callers);
    List<List<Sgemm>> work = new ArrayList<>();
    try {
      for (int i = 0; i < setting.callers; i++) {
        work.add(ReferenceModel.trainingProducts(hidden, rows).stream().map(Sgemm::new).toList());
      }
      steps(callers, work, warmup);
      double[] rates = new double[blocks];
      for (int i = 0; i < blocks; i++) {
        long begin = System.nanoTime();
        steps(callers, work, block);
        rates[i] = block * 1e9 / (System.nanoTime() - begin);
      }
      return Statistics.median(rates);
    } finally {
      callers.shutdown();
      work.forEach(products -> products.forEach(Sgemm::close));
      Sgemm.setThreads(1);
    }
  }

  private static void steps(ExecutorService callers, List<List<Sgemm>> work, int steps) {
    List<Future<?>> running = new ArrayList<>();
    for (List<Sgemm> products : work) {
      running.add(
          callers.submit(
              () -> {
                for (int i = 0; i < steps; i++) {
                  products.forEach(Sgemm::multiply);
                }
              }));
    }
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("gemm-limit: a caller failed", e);
    }
  }
}
