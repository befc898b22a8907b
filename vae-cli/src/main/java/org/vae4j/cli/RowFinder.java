package org.vae4j.cli;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;

/** Finds rows that people name: N of the verb's data, a file with one row, or FILE:N. */
final class RowFinder {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int MOST_DIGITS = 18; // of a long
  private static final Pattern OF_FILE = Pattern.compile("(?s)(.+):(\\d+)");

  private final RowsOption data;
  private final ModelSource model;
  private final DataForm form;
  private @Nullable Rows ofVerb;

  /**
   * Reads nothing yet.
   *
   * @param form what the model takes
   */
  RowFinder(RowsOption data, ModelSource model, DataForm form) {
    this.data = data;
    this.model = model;
    this.form = form;
  }

  /**
   * Finds a row.
   *
   * @param what is given, for messages
   */
  NamedRow find(String what, String given) throws IOException {
    if (NUMBER.matcher(given).matches()) {
      Rows rows = ofVerb == null ? data.load(model, form) : ofVerb;
      ofVerb = rows; // both ends of a way are in the same data
      return row(what, given, given, rows);
    }
    Matcher numbered = OF_FILE.matcher(given);
    if (!data.source.isThere(given) && numbered.matches()) {
      return row(what, given, numbered.group(2), others(what, given, numbered.group(1)));
    }
    Rows rows = others(what, given, given);
    int size = rows.all().size();
    if (size > 1) {
      throw CommandException.usage(
          "%s is %s, which holds %d rows, expected one of them: %s:1 to %s:%d"
              .formatted(what, given, size, given, given, size));
    }
    return new NamedRow(given, rows.all(), 0);
  }

  /** Makes sure that {@code --data} and {@code --set} were of use, if they were given. */
  void checkDataUsed(String what) {
    if (ofVerb == null && (data.source.data != null || data.part != null)) {
      throw CommandException.usage(
          "%s is given, but %s; leave it out, or give the number of a row"
              .formatted(data.source.data != null ? "--data" : "--set", what));
    }
  }

  private Rows others(String what, String given, String source) throws IOException {
    if (!data.source.isThere(source)) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          "%s is %s, expected a row from 1, a file with one row, or FILE:N; there is no file %s"
              .formatted(what, given, source));
    }
    return data.others(model, form, what, source);
  }

  private static NamedRow row(String what, String given, String number, Rows rows) {
    long row = number.length() > MOST_DIGITS ? 0 : Long.parseLong(number);
    int size = rows.all().size();
    if (row < 1 || row > size) {
      throw CommandException.usage(
          "%s is %s, expected a row from 1 to %d of %s".formatted(what, given, size, rows.name()));
    }
    return new NamedRow("row " + row + " of " + rows.name(), rows.all(), (int) row - 1);
  }
}
