package org.vae4j.cli;

import java.io.Console;
import java.util.Map;

/**
 * What standard output is.
 *
 * @param live a person sees it as it is written, and lines can be written over
 * @param colour colours are welcome
 * @param width characters in a line
 */
record Terminal(boolean live, boolean colour, int width) {
  private static final int USUAL_WIDTH = 80;

  /** No terminal: a file, a pipe, a test. */
  static final Terminal NONE = new Terminal(false, false, USUAL_WIDTH);

  /** Looks at this process: its streams, and the variables TERM, NO_COLOR and COLUMNS. */
  static Terminal system() {
    return of(isTerminal(), System.getenv());
  }

  static Terminal of(boolean terminal, Map<String, String> environment) {
    if (!terminal || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return NONE;
    }
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    return new Terminal(true, environment.getOrDefault("NO_COLOR", "").isEmpty(), width);
  }

  /** Since Java 22 there is always a console, which knows whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // it is null on older ones
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
