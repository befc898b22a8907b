package org.vae4j.cli;

/** The sizes that an option may have; what memory allows is checked later. */
final class Limits {
  static final int EPOCHS = 1_000_000;
  static final int ROWS = 1_000_000;
  static final int UNITS = 1_000_000;
  static final int THREADS = 1024;
  static final int PICTURES = 10_000;

  private Limits() {}

  /** Refuses a number of things outside of 1 to {@code most}. */
  static void check(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw CommandException.usage(
          option
              + " is "
              + value
              + ", expected "
              + (most == Long.MAX_VALUE ? "1 or more" : "1 to " + most));
    }
  }
}
