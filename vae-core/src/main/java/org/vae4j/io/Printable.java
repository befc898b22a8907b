package org.vae4j.io;

import java.util.regex.Pattern;

/** Text that may come from a file, made fit for a terminal. */
public final class Printable {
  /** Controls (C1 begins escape sequences, too), what turns text around, and other line ends. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final Pattern UNPRINTABLE_IN_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

  private Printable() {}

  /** Returns one line in which nothing steers a terminal; what would is a question mark. */
  public static String line(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** Returns text in which nothing but tabs and line feeds steers a terminal. */
  public static String lines(String text) {
    return UNPRINTABLE_IN_LINES.matcher(text).replaceAll("?");
  }
}
