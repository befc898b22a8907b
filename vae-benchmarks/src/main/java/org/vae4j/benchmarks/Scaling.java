package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.tensor.exact.Numerics;

/**
 * How the cost of training grows with the batch, the hidden layers and the threads: one of the
 * three changes, the others stay as in the reference model. Each training has a process of its own.
 */
public final class Scaling {
  private static final List<String> OPTIONS =
      List.of("engines", "batches", "hiddens", "threads-list", "rounds", "seconds");

  /** About what nd4j reaches, so that all trainings take about as long. */
  private static final double GIGAFLOPS_A_THREAD = 40;

  /** Adam, and what else a step takes whatever its batch is, in rows. */
  private static final int ROWS_BESIDES = 32;

  private final Arguments options;
  private final int cores = Runtime.getRuntime().availableProcessors();

  private Scaling(Arguments options) {
    this.options = options;
  }

  /** Measures as the options say, and prints three tables for each engine. */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(System.out, args);
  }

  static void run(PrintStream out, String... args) throws IOException, InterruptedException {
    new Scaling(new Arguments(OPTIONS, args)).run(out);
  }

  private void run(PrintStream out) throws IOException, InterruptedException {
    List<Series> all =
        options.list("engines", String.join(",", Engines.running())).stream()
            .flatMap(this::series)
            .toList();
    List<Training> trainings =
        all.stream().flatMap(series -> series.trainings().values().stream()).distinct().toList();
    Map<Training, List<Double>> imagesPerSecond = new LinkedHashMap<>();
    for (int round = 1; round <= options.number("rounds", 1); round++) {
      for (Training training : trainings) {
        String line = training.child().lastLine();
        out.println("round " + round + ": " + line);
        imagesPerSecond
            .computeIfAbsent(training, t -> new ArrayList<>())
            .add(Double.valueOf(Comparison.field(line, "images_per_second")));
      }
    }
    all.forEach(series -> out.print(series.table(imagesPerSecond)));
  }

  private Stream<Series> series(String engine) {
    int batch = ReferenceModel.BATCH;
    int hidden = ReferenceModel.HIDDEN;
    String upToAllCores =
        IntStream.rangeClosed(1, cores)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    return Stream.of(
        series(
            "%s, hidden %d, %d threads".formatted(engine, hidden, cores),
            "batch",
            options.numbers("batches", "16,64,256,1024,4096"),
            value -> training(engine, value, hidden, cores)),
        series(
            "%s, batch %d, %d threads".formatted(engine, batch, cores),
            "hidden",
            options.numbers("hiddens", "100,400,1000,4000"),
            value -> training(engine, batch, value, cores)),
        series(
            "%s, batch %d, hidden %d".formatted(engine, batch, hidden),
            "threads",
            options.numbers("threads-list", upToAllCores),
            value -> training(engine, batch, hidden, value)));
  }

  private static Series series(
      String caption, String axis, List<Integer> values, IntFunction<Training> training) {
    Map<Integer, Training> trainings = new LinkedHashMap<>();
    values.forEach(value -> trainings.put(value, training.apply(value)));
    return new Series(caption, axis, trainings);
  }

  private Training training(String engine, int batch, int hidden, int threads) {
    double gigaflop = ReferenceModel.trainingGigaflop(hidden, batch + ROWS_BESIDES);
    double steps =
        options.number("seconds", 10) * GIGAFLOPS_A_THREAD * Math.min(threads, cores) / gigaflop;
    int block = (int) Math.max(1, steps / Training.BLOCKS);
    return new Training(engine, Numerics.FAST, batch, hidden, threads, block);
  }
}
