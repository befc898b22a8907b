package org.vae4j.cli;

import java.util.Locale;

/** How things are called on the command line. */
final class Names {
  private Names() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a name for folders: letters, digits, dots and hyphens of {@code text}. */
  static String forFolder(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return plain.isEmpty() ? "data" : plain;
  }
}
