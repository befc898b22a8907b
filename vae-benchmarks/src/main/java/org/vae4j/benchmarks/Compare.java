package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs our engines, the bare products and, given a {@code --python} that has it, PyTorch in turns,
 * each in a process of its own, several rounds, and prints medians and ratios. With {@code
 * --results} the readings are kept in a file, to which later rounds add.
 */
public final class Compare {
  private static final List<String> OPTIONS =
      List.of(
          "engines",
          "python",
          "script",
          "images",
          "rounds",
          "batch",
          "steps",
          "warmup",
          "limit-steps",
          "results");

  /** PyTorch's settings: threads of OpenBLAS, and threads of PyTorch itself. */
  private static final List<int[]> PEER_THREADS =
      List.of(new int[] {1, 1}, new int[] {2, 1}, new int[] {1, 2});

  private static final int PEER_EPOCHS = 3;

  private final Arguments options;
  private final PrintStream out;
  private final Comparison comparison = new Comparison();

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
      for (Child child : children()) {
        String line = child.lastLine();
        comparison.add(line);
        out.println("round " + round + ": " + line);
        if (!results.isEmpty()) {
          Files.writeString(
              Path.of(results), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
    out.print(comparison.table());
    return comparison;
  }

  private List<Child> children() {
    List<Child> children = new ArrayList<>();
    for (String engine :
        options.text("engines", String.join(",", Engines.running())).split(",", -1)) {
      for (int threads : threads()) {
        children.add(ours(engine, threads));
      }
    }
    children.add(limit());
    if (!options.text("python", "").isEmpty()) {
      PEER_THREADS.forEach(threads -> children.add(peer(threads[0], threads[1])));
    }
    return children;
  }

  /** One thread, and one for each core. */
  private static int[] threads() {
    return Arrays.stream(new int[] {1, Runtime.getRuntime().availableProcessors()})
        .distinct()
        .toArray();
  }

  private Child ours(String engine, int threads) {
    // EJML takes ten times as long and is warm after fewer steps
    int share = engine.equals("ejml") ? 8 : 1;
    int warmup = options.number("warmup", 400) / share;
    int steps = options.number("steps", 1500) / share;
    int block = Math.max(1, (steps - warmup) / 10);
    return java(
        WholeJob.class,
        "--engine",
        engine,
        "--threads",
        Integer.toString(threads),
        "--batch",
        options.text("batch", "128"),
        "--steps",
        Integer.toString(steps),
        "--warmup",
        Integer.toString(warmup),
        "--block",
        Integer.toString(block),
        "--profile",
        "0");
  }

  private Child limit() {
    int steps = options.number("limit-steps", 1000);
    return java(
        GemmLimit.class,
        "--batch",
        options.text("batch", "128"),
        "--steps",
        Integer.toString(steps),
        "--warmup",
        Integer.toString(steps / 5),
        "--block",
        Integer.toString(Math.max(1, steps / 20)));
  }

  /** Another JVM with this one's options. */
  private static Child java(Class<?> program, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(args));
    return new Child(command, Map.of());
  }

  /** PyTorch, by a script that prints a line of JSON at its end. */
  private Child peer(int blas, int threads) {
    List<String> command =
        List.of(
            options.text("python", ""),
            options.text("script", ""),
            "--images",
            options.text("images", ""),
            "--batch",
            options.text("batch", "128"),
            "--threads",
            Integer.toString(threads),
            "--epochs",
            Integer.toString(PEER_EPOCHS));
    Map<String, @Nullable String> environment = new HashMap<>();
    environment.put("OPENBLAS_NUM_THREADS", Integer.toString(blas));
    environment.put("OPENBLAS_CORETYPE", null); // its OpenBLAS knows the processor
    return new Child(command, environment);
  }
}
