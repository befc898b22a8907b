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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast training or inference could be if only their matrix products took time: those of one
 * step, by {@link Sgemm}. Measured with a thread of ours for each core, and with one thread of ours
 * that leaves all cores to OpenBLAS; the better one counts. The threads of a training share the
 * batch, those of inference take blocks of rows as {@link org.vae4j.vae.VaeModel} does. Prints both
 * settings, and last one line of JSON.
 */
@Command(
    name = "gemm-limit",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Computes the matrix products of training or inference alone: images a second.")
final class GemmLimit implements Runnable {
  private static final int ROWS_AT_ONCE = 256;

  private final PrintStream out;

  @Option(
      names = "--task",
      description = "The products of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Task task = Task.TRAIN;

  @Option(names = "--batch", description = "Images in a step of training (${DEFAULT-VALUE}).")
  private int batch = ReferenceModel.BATCH;

  @Option(names = "--hidden", description = "Units in a hidden layer (${DEFAULT-VALUE}).")
  private int hidden = ReferenceModel.HIDDEN;

  @Option(names = "--cores", description = "Cores to use (${DEFAULT-VALUE}).")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--steps", description = "Steps that count (${DEFAULT-VALUE}).")
  private int steps = 1000;

  @Option(
      names = "--warmup",
      converter = WholeNumber.FromZero.class,
      description = "Steps before them (${DEFAULT-VALUE}).")
  private int warmup = 200;

  @Option(
      names = "--block",
      description = "Steps that make one reading (50, of inference as many as MNIST takes).")
  private @Nullable Integer block;

  GemmLimit(PrintStream out) {
    this.out = out;
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

  @Override
  public void run() {
    double best = 0;
    for (Setting setting : settings()) {
      double rate = measure(setting);
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

  private List<Setting> settings() {
    int callers = task == Task.TRAIN ? Math.min(cores, batch) : cores; // a row for each
    return Stream.of(new Setting(callers, 1), new Setting(1, cores)).distinct().toList();
  }

  /** Returns images a second, the median of the blocks of steps. */
  private double measure(Setting setting) {
    int rows = task == Task.TRAIN ? batch / setting.callers : ROWS_AT_ONCE;
    int inBlock = inBlock();
    Sgemm.setThreads(setting.inside);
    ExecutorService callers = Executors.newFixedThreadPool(setting.callers);
    List<List<Sgemm>> work = new ArrayList<>();
    try {
      for (int i = 0; i < setting.callers; i++) {
        work.add(products(rows).stream().map(Sgemm::new).toList());
      }
      steps(callers, work, warmup);
      double[] rates = new double[Math.max(1, steps / inBlock)];
      for (int i = 0; i < rates.length; i++) {
        long begin = System.nanoTime();
        steps(callers, work, inBlock);
        rates[i] = 1e9 * inBlock * setting.callers * rows / (System.nanoTime() - begin);
      }
      return Statistics.median(rates);
    } finally {
      callers.shutdown();
      work.forEach(products -> products.forEach(Sgemm::close));
      Sgemm.setThreads(1);
    }
  }

  /** Returns the steps in a block. */
  private int inBlock() {
    if (block != null) {
      return block;
    }
    return task == Task.TRAIN ? 50 : ReferenceModel.IMAGES / ROWS_AT_ONCE;
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
