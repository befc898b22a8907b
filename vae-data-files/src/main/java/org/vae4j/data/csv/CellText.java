package org.vae4j.data.csv;

import java.util.Locale;
import java.util.Set;

/** What the text of a cell is. */
final class CellText {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  private CellText() {}

  /** Whether a cell, without blanks around it, stands for a value that is not there. */
  static boolean isMissing(String text) {
    return text.length() <= 4 && MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether text is a decimal number: sign, digits with a point or none, exponent. */
  static boolean isNumber(String text) {
    int at = sign(text, 0);
    int digits = digits(text, at);
    int whole = digits - at;
    int fraction = 0;
    at = digits;
    if (at < text.length() && text.charAt(at) == '.') {
      digits = digits(text, at + 1);
      fraction = digits - at - 1;
      at = digits;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int from = sign(text, at + 1);
      at = digits(text, from);
      if (at == from) {
        return false;
      }
    }
    return at == text.length();
  }

  private static int sign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
