package org.vae4j.benchmarks;

/** What the options say can't be done; the message is for the user. */
final class WrongOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongOptionException(String message) {
    super(message);
  }

  WrongOptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
