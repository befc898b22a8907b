package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vae4j.tensor.exact.Numerics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How the cost of training grows with the batch, the hidden layers and the threads: one of the
 * three changes, the others stay as in the reference model. Each training has a process of its own.
 * Prints three tables for each engine.
 */
@Command(
    name = "scaling",
    sortOptions = false,
    abbreviateSynopsis = true,
    description =
        "Shows how the cost of training grows with the batch, the hidden layers and the threads.")
final class Scaling implements Callable<Integer> {
  /** About what nd4j reaches, so that all trainings take about as long. */
  private static final double GIGAFLOPS_A_THREAD = 40;

  /** Adam, and what else a step takes whatever its batch is, in rows. */
  private static final int ROWS_BESIDES = 32;

  private final PrintStream out;
  private final int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--engines", split = ",", description = "Engines (all that run here).")
  private List<String> engines = List.of();

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "16,64,256,1024,4096",
      converter = WholeNumber.Images.class,
      description = "Images in a step (${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--hiddens",
      split = ",",
      defaultValue = "100,400,1000,4000",
      description = "Units in a hidden layer (${DEFAULT-VALUE}).")
  private List<Integer> hiddens = List.of();

  @Option(names = "--threads-list", split = ",", description = "Worker threads (1 to all cores).")
  private List<Integer> threadsList = IntStream.rangeClosed(1, cores).boxed().toList();

  @Option(names = "--rounds", description = "Rounds over all trainings (${DEFAULT-VALUE}).")
  private int rounds = 1;

  @Option(
      names = "--seconds",
      converter = WholeNumber.FromZero.class,
      description = "How long a training takes with nd4j, about (${DEFAULT-VALUE}).")
  private int seconds = 10;

  Scaling(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Series> all = Engines.orRunning(engines).stream().flatMap(this::series).toList();
    List<Training> trainings =
        all.stream().flatMap(series -> series.trainings().values().stream()).distinct().toList();
    Map<Training, List<Double>> imagesPerSecond = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Training training : trainings) {
        String line = training.child().lastLine();
        out.println("round " + round + ": " + line);
        imagesPerSecond
            .computeIfAbsent(training, t -> new ArrayList<>())
            .add(Double.valueOf(Comparison.field(line, "images_per_second")));
      }
    }
    all.forEach(series -> out.print(series.table(imagesPerSecond)));
    return CommandLine.ExitCode.OK;
  }

  private Stream<Series> series(String engine) {
    int batch = ReferenceModel.BATCH;
    int hidden = ReferenceModel.HIDDEN;
    return Stream.of(
        series(
            "%s, hidden %d, %d threads".formatted(engine, hidden, cores),
            "batch",
            batches,
            value -> training(engine, value, hidden, cores)),
        series(
            "%s, batch %d, %d threads".formatted(engine, batch, cores),
            "hidden",
            hiddens,
            value -> training(engine, batch, value, cores)),
        series(
            "%s, batch %d, hidden %d".formatted(engine, batch, hidden),
            "threads",
            threadsList,
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
    double steps = seconds * GIGAFLOPS_A_THREAD * Math.min(threads, cores) / gigaflop;
    int block = (int) Math.max(1, steps / Training.BLOCKS);
    return new Training(engine, Numerics.FAST, batch, hidden, threads, block);
  }
}
