package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vae4j.tensor.exact.Numerics;

/**
 * Runs our engines, the bare products and the peers in turns, each in a process of its own, several
 * rounds, and prints medians and ratios, and what they are against the targets. With {@code
 * --results} the readings are kept in a file, to which later rounds add.
 */
public final class Compare {
  private static final List<String> OPTIONS =
      List.of(
          "engines", "tasks", "batches", "peers", "python", "script", "images", "vae", "run",
          "rounds", "steps", "results");

  private final Arguments options;
  private final PrintStream out;
  private final Comparison comparison = new Comparison();
  private final int cores = Runtime.getRuntime().availableProcessors();

  /** Something that makes a line of JSON. */
  @FunctionalInterface
  private interface Program {
    String reading() throws IOException, InterruptedException;
  }

  private Compare(Arguments options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Compares as the options say. */
  public static void main(String[] args) throws IOException, InterruptedException {
    run(System.out, args);
  }

  static Comparison run(PrintStream out, String... args) throws IOException, InterruptedException {
    return new Compare(new Arguments(OPTIONS, args), out).run();
  }

  private Comparison run() throws IOException, InterruptedException {
    String results = options.text("results", "");
    if (!results.isEmpty() && Files.exists(Path.of(results))) {
      Files.readAllLines(Path.of(results)).forEach(comparison::add);
    }
    for (int round = 1; round <= options.number("rounds", 3); round++) {
      for (Program program : programs()) {
        String line = program.reading();
        comparison.add(line);
        out.println("round " + round + ": " + line);
        if (!results.isEmpty()) {
          Files.writeString(
              Path.of(results), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
    out.print(comparison.tables());
    out.print("\n" + Targets.table(comparison, cores));
    return comparison;
  }

  private List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    for (String task : options.list("tasks", "train,exact,inference,start")) {
      switch (task) {
        case "train" -> {
          for (int batch : options.numbers("batches", "128,32,512")) {
            training(programs, batch);
          }
        }
        case "exact" -> {
          for (String engine : engines()) {
            programs.add(ours(engine, ReferenceModel.BATCH, cores, Numerics.EXACT));
          }
        }
        case "inference" -> {
          programs.add(Child.java(Inference.class, "--engine", "nd4j")::lastLine);
          programs.add(Child.java(GemmLimit.class, "--task", "inference")::lastLine);
          torch(programs, ReferenceModel.BATCH, "inference");
        }
        case "start" -> start(programs);
        default ->
            throw new IllegalArgumentException(
                "compare: --tasks has '" + task + "', expected train, exact, inference or start");
      }
    }
    return programs;
  }

  /** All engines, with one thread too, and all peers at the reference batch; else the fastest. */
  private void training(List<Program> programs, int batch) {
    boolean reference = batch == ReferenceModel.BATCH;
    List<Integer> threads = reference ? Stream.of(1, cores).distinct().toList() : List.of(cores);
    for (String engine : reference ? engines() : engines().subList(0, 1)) {
      threads.forEach(n -> programs.add(ours(engine, batch, n, Numerics.FAST)));
    }
    threads.forEach(n -> programs.add(limit(batch, n)));
    torch(programs, batch, "train");
    if (reference) {
      for (String peer : options.list("peers", "")) {
        for (int n : threads) {
          programs.add(
              new Child(
                      List.of(
                          options.text("run", ""),
                          peer,
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
    if (!options.text("vae", "").isEmpty()) {
      StartTime vae = new StartTime(Path.of(options.text("vae", "")), cores);
      for (int i = 0; i < 3; i++) {
        programs.add(vae::help);
      }
      programs.add(() -> vae.firstStep("ejml"));
      programs.add(() -> vae.firstStep("nd4j"));
    }
  }

  private List<String> engines() {
    return options.list("engines", String.join(",", Engines.running()));
  }

  /** Steps to measure, such that small batches and large ones take about as long. */
  private int steps(int batch) {
    return options.number("steps", Math.max(250, ReferenceModel.BATCH * 1000 / batch));
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
            GemmLimit.class,
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
    if (!options.text("python", "").isEmpty()) {
      new Torch(options.text("python", ""), options.text("script", ""), options.text("images", ""))
          .children(batch, task)
          .forEach(child -> programs.add(child::lastLine));
    }
  }
}
