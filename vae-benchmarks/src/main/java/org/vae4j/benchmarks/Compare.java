package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  /** PyTorch's settings: threads of OpenBLAS, and threads of PyTorch itself. */
  private static final List<int[]> TORCH_THREADS =
      List.of(new int[] {1, 1}, new int[] {2, 1}, new int[] {1, 2});

  /** An epoch of the peers in Python: a reading. */
  private static final int TORCH_ROWS = 15_360;

  private static final int TORCH_EPOCHS = 5;

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
    for (String engine : reference ? engines() : engines().subList(0, 1)) {
      int[] threads = reference ? new int[] {1, cores} : new int[] {cores};
      Arrays.stream(threads)
          .distinct()
          .forEach(n -> programs.add(ours(engine, batch, n, Numerics.FAST)));
    }
    programs.add(
        Child.java(
                GemmLimit.class,
                "--batch",
                Integer.toString(batch),
                "--steps",
                Integer.toString(steps(batch)),
                "--block",
                Integer.toString(Math.max(1, steps(batch) / 10)),
                "--warmup",
                Integer.toString(Math.max(1, steps(batch) / 5)))
            ::lastLine);
    torch(programs, batch, "train");
    if (reference) {
      for (String peer : options.list("peers", "")) {
        for (int threads : new int[] {1, cores}) {
          programs.add(
              new Child(
                      List.of(
                          options.text("run", ""),
                          peer,
                          "--batch",
                          Integer.toString(batch),
                          "--threads",
                          Integer.toString(threads)),
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

  /** PyTorch, by a script that prints a line of JSON at its end, in all its settings. */
  private void torch(List<Program> programs, int batch, String task) {
    if (options.text("python", "").isEmpty()) {
      return;
    }
    for (int[] threads : TORCH_THREADS) {
      List<String> command =
          List.of(
              options.text("python", ""),
              options.text("script", ""),
              "--images",
              options.text("images", ""),
              "--task",
              task,
              "--batch",
              Integer.toString(batch),
              "--threads",
              Integer.toString(threads[1]),
              "--rows",
              task.equals("train") ? Integer.toString(TORCH_ROWS) : "60000",
              "--epochs",
              Integer.toString(TORCH_EPOCHS));
      Map<String, @Nullable String> environment = new HashMap<>();
      environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads[0]));
      environment.put("OPENBLAS_CORETYPE", null); // its OpenBLAS knows the processor
      programs.add(new Child(command, environment)::lastLine);
    }
  }
}
