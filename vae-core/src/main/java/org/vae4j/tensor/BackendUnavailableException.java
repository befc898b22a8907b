package org.vae4j.tensor;

/**
 * No engine fits what was asked for; the message names what was found, what is wrong with each, and
 * what to add.
 */
public final class BackendUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with a message for the user. */
  public BackendUnavailableException(String message) {
    super(message);
  }

  /** An exception with a message for the user and what made the engine fail. */
  public BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
