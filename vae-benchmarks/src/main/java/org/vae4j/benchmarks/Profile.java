package org.vae4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.TrainingListener;

/**
 * On what the threads spent a step, in milliseconds of all threads together.
 *
 * @param phases timed operations
 * @param waiting in no timed operation: for another thread or other programs, awake or asleep; the
 *     tape and the checks are in it too, a few percent
 * @param gigaflops floating-point operations a second of a thread inside a matrix product, in 1e9
 */
record Profile(Map<Phase, Double> phases, double waiting, double gigaflops) {

  /** Returns the sum of all parts. */
  double total() {
    return phases.values().stream().mapToDouble(v -> v).sum() + waiting;
  }

  /** Reads a stopwatch after the warm-up and after the last step. */
  static final class Listener implements TrainingListener {
    private final int warmup;
    private final Stopwatch watch;
    private Reading first;
    private Reading last;
    private long steps;

    Listener(int warmup, Stopwatch watch) {
      this.warmup = warmup;
      this.watch = watch;
      this.first = Reading.of(watch);
      this.last = first;
    }

    @Override
    public void onStep(StepMetrics metrics) {
      steps = metrics.step() - warmup;
      if (steps == 0) {
        first = Reading.of(watch);
      } else if (steps > 0) {
        last = Reading.of(watch);
      }
    }

    Profile profile(int threads) {
      Usage used = last.usage.since(first.usage);
      double perStep = 1e-6 / steps;
      Map<Phase, Double> phases = new EnumMap<>(Phase.class);
      long busy = 0;
      for (Phase phase : Phase.values()) {
        long nanos = last.nanos(phase) - first.nanos(phase);
        busy += nanos;
        phases.put(phase, nanos * perStep);
      }
      long repeated = last.repeated - first.repeated;
      long waiting = Math.max(0, threads * used.wallNanos() - repeated - busy);
      double inProducts = Math.max(1, last.nanos(Phase.GEMM) - first.nanos(Phase.GEMM));
      return new Profile(phases, waiting * perStep, (last.flops - first.flops) / inProducts);
    }
  }

  private record Reading(Usage usage, Map<Phase, Long> phases, long repeated, long flops) {

    static Reading of(Stopwatch watch) {
      Map<Phase, Long> phases = new EnumMap<>(Phase.class);
      for (Phase phase : Phase.values()) {
        phases.put(phase, watch.nanos(phase));
      }
      return new Reading(Usage.now(), phases, watch.repeated(), watch.flops());
    }

    long nanos(Phase phase) {
      return requireNonNull(phases.get(phase));
    }
  }
}
