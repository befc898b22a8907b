package org.vae4j.train;

/**
 * Training stopped because a loss, a weight, or what the optimiser remembers of one is not a finite
 * number. The message names step, epoch, learning rate and the first such weight or gradient.
 */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(String message) {
    super(message);
  }
}
