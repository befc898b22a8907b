package org.vae4j.train;

import java.util.concurrent.CountDownLatch;

/**
 * Closed until a number of things are done; a thread that waits looks out for a while before it
 * sleeps.
 */
final class Gate {
  private final CountDownLatch done;
  private final long lookOutNanos;

  Gate(int things, long lookOutNanos) {
    this.done = new CountDownLatch(things);
    this.lookOutNanos = lookOutNanos;
  }

  /** One thing is done. */
  void done() {
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
