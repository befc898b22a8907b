package org.vae4j.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes what a run leaves to look at. What can't be made is a warning, said once: a training is
 * worth more than its pictures.
 */
final class Attempts {
  private static final Pattern LINES = Pattern.compile("\\s*\\R\\s*");

  private final Consumer<String> warn;
  private final Set<String> failures = new LinkedHashSet<>();

  Attempts(Consumer<String> warn) {
    this.warn = warn;
  }

  /** Something that may fail in any way. */
  @FunctionalInterface
  interface Making {
    void make() throws IOException;
  }

  /**
   * Makes something and returns whether that worked.
   *
   * @param what as it is called in the warning
   */
  boolean make(String what, Making making) {
    try {
      making.make();
      return true;
    } catch (IOException | RuntimeException | Error e) { // drawing fails in many ways, also Errors
      String reason = e instanceof IOException ? Failures.message(e) : e.toString();
      String text = "%s can't be made: %s".formatted(what, LINES.matcher(reason).replaceAll(" "));
      if (failures.add(text)) {
        warn.accept(text);
      }
      return false;
    }
  }

  /** Returns the warnings so far. */
  List<String> failures() {
    return List.copyOf(failures);
  }
}
