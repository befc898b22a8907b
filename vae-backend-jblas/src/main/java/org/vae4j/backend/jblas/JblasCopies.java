package org.vae4j.backend.jblas;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * As many copies of jblas as threads call at once, at most one a core; they stay for the process's
 * life.
 */
final class JblasCopies {
  private static final int MOST = Math.min(16, Runtime.getRuntime().availableProcessors());
  private static final BlockingQueue<JblasCopy> FREE = new LinkedBlockingQueue<>();
  private static int made;

  private JblasCopies() {}

  /** Returns a copy that nobody else uses until it is given back; waits if all are in use. */
  static JblasCopy take() {
    JblasCopy ready = FREE.poll();
    if (ready != null) {
      return ready;
    }
    JblasCopy fresh = make();
    return fresh == null ? await() : fresh;
  }

  static void giveBack(JblasCopy copy) {
    FREE.add(copy);
  }

  private static synchronized @Nullable JblasCopy make() {
    if (made == MOST) {
      return null;
    }
    JblasCopy copy = JblasCopy.load();
    made++;
    return copy;
  }

  private static JblasCopy await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return FREE.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
