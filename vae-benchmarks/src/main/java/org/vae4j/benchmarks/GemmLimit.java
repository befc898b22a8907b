package org.vae4j.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * How fast training or inference could be if only their matrix products took time: those of one
 * step, by {@link Sgemm}. Measured with a thread of ours for each core, and with one thread of ours
 * that leaves all cores to OpenBLAS; the better one counts. The threads of a training share the
 * batch, those of inference take blocks of rows as {@link org.vae4j.vae.VaeModel} does.
 */
public final class GemmLimit {
  private static final int ROWS_AT_ONCE = 256;
  private static final int IMAGES = 60_000;

  private final Task task;
  private final int batch;
  private final int hidden;

  private GemmLimit(Task task, int batch, int hidden) {
    this.task = task;
    this.batch = batch;
    this.hidden = hidden;
  }

  private enum Task {
    TRAIN,
    INFERENCE
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

  static void run(PrintStream out, String... args) {
    Arguments options =
        new Arguments(
            List.of("task", "batch", "hidden", "cores", "steps", "warmup", "block"), args);
    Task task = options.constant(Task.class, "task", Task.TRAIN);
    int batch = options.number("batch", ReferenceModel.BATCH);
    int cores = options.number("cores", Runtime.getRuntime().availableProcessors());
    int block = options.number("block", task == Task.TRAIN ? 50 : IMAGES / ROWS_AT_ONCE);
    int blocks = Math.max(1, options.number("steps", 1000) / block);
    GemmLimit work = new GemmLimit(task, batch, options.number("hidden", ReferenceModel.HIDDEN));
    double best = 0;
    for (Setting setting : settings(cores)) {
      double rate = work.measure(setting, options.number("warmup", 200), block, blocks);
      out.printf(
          Locale.ROOT,
          "%d callers, %d threads inside OpenBLAS: %,.0f images/s%n",
          setting.callers,
          setting.inside,
          rate);
      best = Math.max(best, rate);
    }
    out.printf(
        Locale.ROOT,
        "{\"name\": \"gemm-limit\", \"task\": \"%s\", \"threads\": %d, %s\"images_per_second\": %.0f}%n",
        task.name().toLowerCase(Locale.ROOT),
        cores,
        task == Task.TRAIN ? "\"batch\": " + batch + ", " : "",
        best);
  }

  private static List<Setting> settings(int cores) {
    return Stream.of(new Setting(cores, 1), new Setting(1, cores)).distinct().toList();
  }

  /** Returns images a second, the median of the blocks of steps. */
  private double measure(Setting setting, int warmup, int block, int blocks) {
    int rows = task == Task.TRAIN ? batch / setting.callers : ROWS_AT_ONCE;
    Sgemm.setThreads(setting.inside);
    ExecutorService callers = Executors.newFixedThreadPool(setting.callers);
    List<List<Sgemm>> work = new ArrayList<>();
    try {
      for (int i = 0; i < setting.callers; i++) {
        work.add(products(rows).stream().map(Sgemm::new).toList());
      }
      steps(callers, work, warmup);
      double[] rates = new double[blocks];
      for (int i = 0; i < blocks; i++) {
        long begin = System.nanoTime();
        steps(callers, work, block);
        rates[i] = 1e9 * block * setting.callers * rows / (System.nanoTime() - begin);
      }
      return Statistics.median(rates);
    } finally {
      callers.shutdown();
      work.forEach(products -> products.forEach(Sgemm::close));
      Sgemm.setThreads(1);
    }
  }

  private List<Product> products(int rows) {
    return task == Task.TRAIN
        ? ReferenceModel.trainingProducts(hidden, rows)
        : ReferenceModel.forwardProducts(hidden, rows);
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
