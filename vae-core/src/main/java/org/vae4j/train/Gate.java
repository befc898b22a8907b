package org.vae4j.train;

import java.util.concurrent.CountDownLatch;

/** Closed until something is done; a thread that waits looks out for a while before it sleeps. */
final class Gate {
  private final CountDownLatch done = new CountDownLatch(1);
  private final long lookOutNanos;

  Gate(long lookOutNanos) {
    this.lookOutNanos = lookOutNanos;
  }

  void open() {
    done.countDown();
  }

  void await() {
    long begin = System.nanoTime();
    while (done.getCount() > 0 && System.nanoTime() - begin < lookOutNanos) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true; // what it waits for ends all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
