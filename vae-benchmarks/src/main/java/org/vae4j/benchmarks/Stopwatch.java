package org.vae4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;

/** Nanoseconds by phase, each thread on its own; read while the threads rest. */
final class Stopwatch {
  private final Queue<Sums> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Sums> mine =
      ThreadLocal.withInitial(
          () -> {
            Sums sums = new Sums();
            all.add(sums);
            return sums;
          });

  private static final class Sums {
    private final Map<Phase, long[]> nanos = new EnumMap<>(Phase.class);
    private long repeated;
    private long flops;
    private long mark;

    private Sums() {
      for (Phase phase : Phase.values()) {
        nanos.put(phase, new long[1]);
      }
    }

    private void add(Phase phase, long more) {
      requireNonNull(nanos.get(phase))[0] += more;
    }
  }

  void add(Phase phase, long nanos) {
    mine.get().add(phase, nanos);
  }

  /** Notes floating-point operations of a matrix product. */
  void addFlops(long flops) {
    mine.get().flops += flops;
  }

  /** Notes time that was spent for measuring alone. */
  void addRepeated(long nanos) {
    mine.get().repeated += nanos;
  }

  /** The calling thread begins to put a batch together. */
  void beginData() {
    mine.get().mark = System.nanoTime();
  }

  /** The calling thread has put another part of the batch together. */
  void partOfData() {
    Sums sums = mine.get();
    long now = System.nanoTime();
    if (sums.mark != 0) {
      sums.add(Phase.DATA, now - sums.mark);
      sums.mark = now;
    }
  }

  long nanos(Phase phase) {
    return sum(sums -> requireNonNull(sums.nanos.get(phase))[0]);
  }

  long repeated() {
    return sum(sums -> sums.repeated);
  }

  long flops() {
    return sum(sums -> sums.flops);
  }

  private long sum(ToLongFunction<Sums> part) {
    return all.stream().mapToLong(part).sum();
  }
}
