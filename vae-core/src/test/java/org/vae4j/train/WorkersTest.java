package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class WorkersTest {

  @Test
  void eachTaskRunsOnce() {
    try (Workers workers = new Workers(3)) {
      for (int tasks = 0; tasks < 20; tasks++) {
        AtomicIntegerArray runs = new AtomicIntegerArray(20);
        workers.run(tasks, runs::incrementAndGet);
        for (int i = 0; i < 20; i++) {
          assertThat(runs.get(i)).isEqualTo(i < tasks ? 1 : 0);
        }
      }
    }
  }

  @Test
  void nothingRunsAnyMoreWhenAFailureIsThrownAndNoneIsLost() {
    try (Workers workers = new Workers(4)) {
      AtomicInteger running = new AtomicInteger();
      CountDownLatch all = new CountDownLatch(4);
      assertThatThrownBy(
              () ->
                  workers.run(
                      4,
                      i -> {
                        running.incrementAndGet();
                        all.countDown();
                        waitFor(all);
                        if (i == 3) {
                          pause();
                        }
                        running.decrementAndGet();
                        throw new IllegalStateException("task " + i);
                      }))
          .isInstanceOf(IllegalStateException.class)
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
      assertThat(running).hasValue(0);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
