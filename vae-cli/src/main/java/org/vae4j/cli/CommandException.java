package org.vae4j.cli;

/** Ends the command with one line for the user and an exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  /** What the user typed can't be meant. */
  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
