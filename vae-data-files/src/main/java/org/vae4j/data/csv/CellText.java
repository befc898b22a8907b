package org.vae4j.data.csv;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a cell is, without blanks around it. */
final class CellText {
  private static final Set<String> USUAL_MARKS =
      Set.of("", "-", "--", ".", "?", "na", "n/a", "#n/a", "#na", "<na>", "nan", "null", "none");
  private static final int LONGEST_USUAL = 4;

  private static final Pattern PLAIN_INTEGER = Pattern.compile("0|[1-9]\\d{0,8}");
  private static final Pattern DIGITS_IN_GROUPS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?");
  private static final Pattern DIGITS_IN_POINT_GROUPS =
      Pattern.compile("[+-]?[1-9]\\d{0,2}(?:(?:\\.\\d{3})+,\\d+|(?:\\.\\d{3}){2,})");

  private final char decimal;
  private final Set<String> marks = new HashSet<>();
  private final Set<Double> numbers = new HashSet<>();

  /**
   * Cells of one file.
   *
   * @param decimal stands before the fraction of a number
   * @param moreMarks stand for a missing value beside the usual ones
   */
  CellText(char decimal, List<String> moreMarks) {
    this.decimal = decimal;
    for (String mark : moreMarks) {
      if (isNumber(mark, '.')) {
        numbers.add(Double.parseDouble(mark));
      } else {
        marks.add(mark.toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Whether a cell stands for a value that is not there. */
  boolean isMissing(String text) {
    if (isNumber(text)) { // first, for most cells are
      return !numbers.isEmpty() && numbers.contains(value(text));
    }
    if (text.length() > LONGEST_USUAL && marks.isEmpty()) {
      return false;
    }
    String small = text.toLowerCase(Locale.ROOT);
    return USUAL_MARKS.contains(small) || marks.contains(small);
  }

  /** Whether text is a decimal number: sign, digits with a fraction or none, exponent. */
  boolean isNumber(String text) {
    return isNumber(text, decimal);
  }

  /** Returns the value of text that is a number. */
  double value(String text) {
    return Double.parseDouble(decimal == ',' ? text.replace(',', '.') : text);
  }

  /** Whether a number is written as names of columns are: digits alone. */
  static boolean isPlainInteger(String text) {
    return PLAIN_INTEGER.matcher(text).matches();
  }

  /** Whether a number has a fraction after a point. */
  static boolean hasPoint(String text) {
    return text.indexOf('.') >= 0 && isNumber(text, '.');
  }

  /** Whether a number has a fraction after a comma, which might group digits as well. */
  static boolean hasComma(String text) {
    return text.indexOf(',') >= 0 && isNumber(text, ',');
  }

  /** Whether digits of a number stand in groups of three. */
  static boolean isGrouped(String text) {
    return DIGITS_IN_GROUPS.matcher(text).matches()
        || DIGITS_IN_POINT_GROUPS.matcher(text).matches();
  }

  /** Returns what would have been a number in the place of text that is none. */
  String advice(String text) {
    if (isGrouped(text) && !isNumber(text, '.')) {
      return isNumber(text, ',') && decimal == '.'
          ? "a number without grouped digits; if its comma is a decimal one, give --decimal ,"
          : "a number without grouped digits; take the marks between its digits out";
    }
    if (decimal == '.' && hasComma(text)) {
      return "a number with a decimal point; if its comma is a decimal one, give --decimal ,";
    }
    if (decimal == ',' && hasPoint(text)) {
      return "a number with a decimal comma, as others of the table have; write all in one way, or"
          + " give --decimal .";
    }
    return "a number such as -1.5e3; leave the column out, or take it as the label";
  }

  private static boolean isNumber(String text, char decimal) {
    int at = sign(text, 0);
    int digits = digits(text, at);
    int whole = digits - at;
    int fraction = 0;
    at = digits;
    if (at < text.length() && text.charAt(at) == decimal) {
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
