package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.exact.Numerics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs our engines, the bare products and the peers in turns, each in a process of its own, several
 * rounds, and prints medians and ratios, and what they are against the targets. With {@code
 * --results} the readings are kept in a file, to which later rounds add.
 */
@Command(
    name = "compare",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Runs all of it in turns: medians, ratios, and what was reached of the targets.")
final class Compare implements Callable<Comparison> {
  private final PrintStream out;
  private final Comparison comparison = new Comparison();
  private final int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--engines", split = ",", description = "Engines (all that run here).")
  private List<String> engines = List.of();

  @Option(
      names = "--tasks",
      split = ",",
      defaultValue = "train,exact,inference,start",
      description = "What is measured (${DEFAULT-VALUE}).")
  private List<Task> tasks = List.of();

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "128,32,512",
      converter = WholeNumber.Images.class,
      description = "Images in a step (${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--peers",
      split = ",",
      description = "Peers besides PyTorch: ${COMPLETION-CANDIDATES} (none).")
  private List<Peer> peers = List.of();

  @Option(
      names = "--rounds",
      converter = WholeNumber.FromZero.class,
      description =
          "Rounds over all programs; 0 only prints what --results has (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--steps", description = "Steps of a training (about as long for each batch).")
  private @Nullable Integer steps;

  @Option(names = "--results", description = "File of readings, to which these are added.")
  private @Nullable Path results;

  // benchmarks/run gives these
  @Option(names = "--python", hidden = true)
  private String python = "";

  @Option(names = "--script", hidden = true)
  private String script = "";

  @Option(names = "--images", hidden = true)
  private String images = "";

  @Option(names = "--vae", hidden = true)
  private @Nullable Path vae;

  @Option(names = "--run", hidden = true)
  private String run = "";

  private enum Task {
    TRAIN,
    EXACT,
    INFERENCE,
    START
  }

  private enum Peer {
    DJL,
    DL4J
  }

  /** Something that makes a line of JSON. */
  @FunctionalInterface
  private interface Program {
    String reading() throws IOException, InterruptedException;
  }

  Compare(PrintStream out) {
    this.out = out;
  }

  @Override
  public Comparison call() throws IOException, InterruptedException {
    engines = Engines.orRunning(engines);
    if (results != null) {
      read(results);
    }
    List<Program> programs = programs();
    for (int round = 1; round <= rounds; round++) {
      for (Program program : programs) {
        String line = program.reading();
        comparison.add(line);
        out.println("round " + round + ": " + line);
        if (results != null) {
          append(results, line + "\n");
        }
      }
    }
    out.print(comparison.tables());
    out.print("\n" + Targets.table(comparison, cores));
    return comparison;
  }

  /** Adds the readings of a file, which is made if it isn't there. */
  private void read(Path file) {
    try {
      append(file, "");
      Files.readAllLines(file).forEach(comparison::add);
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongOptionException(
          "--results %s: %s; expected readings, or a new file".formatted(file, e), e);
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (Task task : tasks) {
      switch (task) {
        case TRAIN -> batches.forEach(batch -> training(programs, batch));
        case EXACT ->
            engines.forEach(
                engine -> programs.add(ours(engine, ReferenceModel.BATCH, cores, Numerics.EXACT)));
        case INFERENCE -> {
          programs.add(Child.java("inference", "--engine", "nd4j")::lastLine);
          programs.add(Child.java("gemm-limit", "--task", "inference")::lastLine);
          torch(programs, ReferenceModel.BATCH, "inference");
        }
        case START -> start(programs);
      }
    }
    return programs;
  }

  /** All engines, with one thread too, and all peers at the reference batch; else the fastest. */
  private void training(List<Program> programs, int batch) {
    boolean reference = batch == ReferenceModel.BATCH;
    List<Integer> threads = reference ? Stream.of(1, cores).distinct().toList() : List.of(cores);
    for (String engine : reference ? engines : engines.subList(0, 1)) {
      threads.forEach(n -> programs.add(ours(engine, batch, n, Numerics.FAST)));
    }
    threads.forEach(n -> programs.add(limit(batch, n)));
    torch(programs, batch, "train");
    if (reference) {
      for (Peer peer : peers) {
        for (int n : threads) {
          programs.add(
              new Child(
                      List.of(
                          run,
                          peer.name().toLowerCase(Locale.ROOT),
                          "--batch",
                          Integer.toString(batch),
                          "--threads",
                          Integer.toString(n)),
                      Map.of())
                  ::lastLine);
        }
      }
    }
  }

  private void start(List<Program> programs) {
    if (vae != null) {
      StartTime time = new StartTime(vae, cores);
      for (int i = 0; i < 3; i++) {
        programs.add(time::help);
      }
      programs.add(() -> time.firstStep("ejml"));
      programs.add(() -> time.firstStep("nd4j"));
    }
  }

  /** Steps to measure, such that small batches and large ones take about as long. */
  private int steps(int batch) {
    return steps == null ? Math.max(250, ReferenceModel.BATCH * 1000 / batch) : steps;
  }

  private Program ours(String engine, int batch, int threads, Numerics numerics) {
    // these take several times as long and are warm after fewer steps
    int share = engine.equals("ejml") || numerics == Numerics.EXACT ? 4 : 1;
    int block = Math.max(1, steps(batch) / (10 * share));
    return new Training(engine, numerics, batch, ReferenceModel.HIDDEN, threads, block).child()
        ::lastLine;
  }

  private Program limit(int batch, int threads) {
    return Child.java(
            "gemm-limit",
            "--batch",
            Integer.toString(batch),
            "--cores",
            Integer.toString(threads),
            "--steps",
            Integer.toString(steps(batch)),
            "--block",
            Integer.toString(Math.max(1, steps(batch) / 10)),
            "--warmup",
            Integer.toString(Math.max(1, steps(batch) / 5)))
        ::lastLine;
  }

  private void torch(List<Program> programs, int batch, String task) {
    if (!python.isEmpty()) {
      new Torch(python, script, images)
          .children(batch, task)
          .forEach(child -> programs.add(child::lastLine));
    }
  }
}
