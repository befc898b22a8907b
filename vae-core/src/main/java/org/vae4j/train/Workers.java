package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share out numbered tasks; the calling thread is one of them. For
 * one caller at a time.
 *
 * <p>A step of training has a section of a few milliseconds, and a sleeping thread takes long to
 * wake, on a processor that has gone to rest. So a thread that waits looks out for its next section
 * for a while before it sleeps, unless there are more threads than processors.
 */
final class Workers implements AutoCloseable {
  private static final long LOOK_OUT_NANOS = 2_000_000;

  /** Inside of a section, where there may be more threads than passes. */
  private static final long GATE_NANOS = 200_000;

  private final List<Worker> others = new ArrayList<>();
  private final long lookOutNanos;

  Workers(int threads) {
    lookOutNanos = threads <= Runtime.getRuntime().availableProcessors() ? LOOK_OUT_NANOS : 0;
    for (int i = 1; i < threads; i++) {
      others.add(new Worker("vae4j-worker-" + i, lookOutNanos));
    }
  }

  int threads() {
    return others.size() + 1;
  }

  /** Returns a gate at which one task waits for another. */
  Gate gate() {
    return new Gate(1, Math.min(GATE_NANOS, lookOutNanos));
  }

  /**
   * Runs tasks 0 to {@code tasks} - 1, each once, begun in this order, and returns when none is
   * running any more. After a failure no further task begins; it is thrown then, further ones
   * suppressed in it.
   */
  void run(int tasks, IntConsumer task) {
    int helpers = Math.max(0, Math.min(others.size(), tasks - 1));
    Section section = new Section(tasks, task, new Gate(helpers, lookOutNanos));
    for (int i = 0; i < helpers; i++) {
      others.get(i).begin(section);
    }
    section.work();
    section.helped.await();
    section.rethrow();
  }

  @Override
  public void close() {
    others.forEach(Worker::end);
  }

  /** The tasks of one call of {@link #run}. */
  private static final class Section {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final Gate helped;
    private @Nullable Throwable failure;

    Section(int tasks, IntConsumer task, Gate helped) {
      this.tasks = tasks;
      this.task = task;
      this.helped = helped;
    }

    void work() {
      try {
        for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
          task.accept(i);
        }
      } catch (RuntimeException | Error e) {
        next.set(tasks);
        note(e);
      }
    }

    private synchronized void note(Throwable e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }

    synchronized void rethrow() {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  /** A thread that helps with one section after the other. */
  private static final class Worker implements Runnable {
    private final Thread thread;
    private final long lookOutNanos;
    private volatile @Nullable Section section;
    private volatile boolean asleep;
    private volatile boolean ended;

    Worker(String name, long lookOutNanos) {
      this.lookOutNanos = lookOutNanos;
      thread = new Thread(this, name);
      thread.setDaemon(true);
      thread.start();
    }

    void begin(Section next) {
      section = next;
      wake();
    }

    void end() {
      ended = true;
      wake();
    }

    private void wake() {
      if (asleep) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      for (Section mine = next(); mine != null; mine = next()) {
        mine.work();
        section = null; // before the caller hears of it and begins the next one
        mine.helped.done();
      }
    }

    private @Nullable Section next() {
      long begin = System.nanoTime();
      while (true) {
        Section mine = section;
        if (mine != null || ended) {
          return mine;
        }
        if (System.nanoTime() - begin < lookOutNanos) {
          Thread.onSpinWait();
        } else {
          sleep();
        }
      }
    }

    private void sleep() {
      asleep = true;
      if (section == null && !ended) { // the other way round could miss a wake
        LockSupport.park(this);
      }
      asleep = false;
    }
  }
}
