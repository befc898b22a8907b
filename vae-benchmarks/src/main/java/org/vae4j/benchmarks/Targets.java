package org.vae4j.benchmarks;

import java.util.List;
import java.util.Locale;
import org.vae4j.benchmarks.Comparison.Workload;

/** How fast this project means to be, how fast it was, and what the machine would allow. */
final class Targets {
  private static final Workload TRAIN = new Workload("train", ReferenceModel.BATCH);
  private static final Workload EXACT = new Workload("exact", ReferenceModel.BATCH);
  private static final Workload INFERENCE = new Workload("inference", 0);
  private static final Workload START = new Workload("start", 0);

  private final Comparison measured;
  private final int threads;
  private final StringBuilder table = new StringBuilder();

  private Targets(Comparison measured, int threads) {
    this.measured = measured;
    this.threads = threads;
  }

  /** Returns Markdown: a row a target, then a row a limit; what was not measured stays empty. */
  static String table(Comparison measured, int threads) {
    return new Targets(measured, threads).table();
  }

  private String table() {
    table.append("| target | | reached | |\n|---|---|---|---|\n");
    atLeast(2, toPeer(TRAIN, "nd4j"), "nd4j against PyTorch, training, batch 128");
    atLeast(
        0.75,
        measured.best(TRAIN, "nd4j") / measured.best(TRAIN, Comparison.LIMIT),
        "nd4j against the bare products, batch 128");
    atLeast(
        2, toPeer(new Workload("train", 32), "nd4j"), "nd4j against PyTorch, training, batch 32");
    atLeast(
        2, toPeer(new Workload("train", 512), "nd4j"), "nd4j against PyTorch, training, batch 512");
    atLeast(1, toPeer(TRAIN, "jblas"), "jblas against PyTorch, training, batch 128");
    atLeast(0.35, toPeer(TRAIN, "ejml"), "ejml against PyTorch, training, batch 128");
    for (String engine : List.of("nd4j", "jblas", "ejml")) {
      atLeast(1.8, gain(engine), engine + ", " + threads + " threads against 1, batch 128");
    }
    atLeast(2, toPeer(INFERENCE, "nd4j"), "nd4j against PyTorch, encode and reconstruct");
    for (String engine : List.of("nd4j", "jblas", "ejml")) {
      atMost(
          8,
          measured.speed(TRAIN, engine, threads) / measured.speed(EXACT, engine, threads),
          "",
          engine + ", time of exact numerics against fast");
    }
    atMost(1, seconds("ejml"), " s", "`./vae train` to the first finished step, ejml");
    atMost(2.5, seconds("nd4j"), " s", "`./vae train` to the first finished step, nd4j");
    atMost(0.3, seconds("help"), " s", "`./vae --help`");
    for (String engine : List.of("nd4j", "jblas", "ejml")) {
      double tensors = measured.median(TRAIN, engine, threads, "tensors_per_step");
      double heap = measured.median(TRAIN, engine, threads, "heap_bytes_per_step") / 1000;
      atMost(0, tensors, "", engine + ", tensors allocated a step");
      atMost(50, heap, " kB", engine + ", heap garbage a step");
    }
    limits();
    return table.toString();
  }

  /** What bare products reach, which no engine can pass: these are no targets. */
  private void limits() {
    table.append("\nLimits of this machine in the same run\n\n| limit | reached |\n|---|---|\n");
    for (int batch : List.of(32, 128, 512)) {
      limit(
          toPeer(new Workload("train", batch), Comparison.LIMIT),
          "bare products against PyTorch, training, batch " + batch);
    }
    limit(
        toPeer(INFERENCE, Comparison.LIMIT),
        "bare products against PyTorch, encode and reconstruct");
    limit(gain(Comparison.LIMIT), "bare products, " + threads + " threads against 1, batch 128");
  }

  private void limit(double reached, String what) {
    table.append("| %s | %s |\n".formatted(what, value(reached, "")));
  }

  /** Returns the speed with all threads by that with one. */
  private double gain(String name) {
    return measured.speed(TRAIN, name, threads) / measured.speed(TRAIN, name, 1);
  }

  private double toPeer(Workload work, String engine) {
    return measured.best(work, engine) / measured.best(work, Comparison.PEER);
  }

  private double seconds(String name) {
    return measured.median(START, name, threads, "seconds");
  }

  private void atLeast(double target, double reached, String what) {
    row(what, number(target) + " or more", reached, "", reached >= target);
  }

  private void atMost(double target, double reached, String unit, String what) {
    row(what, "at most " + number(target) + unit, reached, unit, reached <= target);
  }

  private void row(String what, String target, double reached, String unit, boolean met) {
    String verdict = Double.isNaN(reached) ? "not measured" : met ? "met" : "**missed**";
    table.append("| %s | %s | %s | %s |\n".formatted(what, target, value(reached, unit), verdict));
  }

  private static String value(double reached, String unit) {
    return Double.isNaN(reached) ? "" : String.format(Locale.ROOT, "%.2f", reached) + unit;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
