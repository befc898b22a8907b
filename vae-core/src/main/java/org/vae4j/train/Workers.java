package org.vae4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads that share out numbered tasks; the calling thread is one of them. */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService others;

  Workers(int threads) {
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "vae4j-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /**
   * Runs tasks 0 to {@code tasks} - 1, each once, and returns when none is running any more. A
   * failure is thrown then, further ones suppressed in it.
   */
  void run(int tasks, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Runnable take =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, tasks); i++) {
      running.add(others.submit(take));
    }
    Throwable failure = null;
    try {
      take.run();
    } catch (RuntimeException | Error e) {
      failure = e;
      next.set(tasks);
    }
    boolean interrupted = false;
    for (Future<?> other : running) {
      while (true) {
        try {
          other.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = first(failure, e.getCause() == null ? e : e.getCause());
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure);
  }

  private static Throwable first(@Nullable Throwable known, Throwable next) {
    if (known == null) {
      return next;
    }
    known.addSuppressed(next);
    return known;
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  @Override
  public void close() {
    others.shutdown();
  }
}
