package org.vae4j.train;

import java.util.function.IntConsumer;

/** Shares out independent tasks among threads, for work that is not training. */
public final class Parallel {
  private Parallel() {}

  /** Runs tasks 0 to {@code tasks} - 1, each once, and returns when all are done. */
  public static void run(int threads, int tasks, IntConsumer task) {
    try (Workers workers = new Workers(threads)) {
      workers.run(tasks, task);
    }
  }
}
