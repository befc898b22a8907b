package org.vae4j.cli;

/** What the process returns, after BSD's sysexits where it has a number. */
final class ExitCode {
  static final int OK = 0;
  static final int DEVIATES = 1;
  static final int USAGE = 2;
  static final int NOT_FINITE = 3;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int NO_ENGINE = 69;
  static final int INTERNAL = 70;
  static final int NO_MEMORY = 71;
  static final int CANNOT_CREATE = 73;
  static final int IO = 74;

  private ExitCode() {}
}
