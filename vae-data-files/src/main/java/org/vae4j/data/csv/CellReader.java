package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;

/** Turns cells into values, and remembers those that are none, to name all such columns at once. */
final class CellReader {
  private static final int MOST_SHOWN = 40;
  private static final int LONGEST_LABEL = 1000;
  private static final int MOST_MARKS = 8;

  private final Object file;
  private final Columns columns;
  private final CellText cells;
  private final boolean comments;

  /** The first wrong cell of each column, by its position. */
  private final Map<Integer, String> wrong = new TreeMap<>();

  private @Nullable MalformedFileException firstWrong;
  private @Nullable MalformedFileException firstMissing;
  private final Map<String, Integer> marks = new LinkedHashMap<>();
  private long missing;

  /**
   * Reads cells of one file.
   *
   * @param comments whether lines of comments are skipped
   */
  CellReader(Object file, Columns columns, CellText cells, boolean comments) {
    this.file = file;
    this.columns = columns;
    this.cells = cells;
    this.comments = comments;
  }

  /** Reads the values of a row, NaN where one is missing; false if any cell so far was wrong. */
  boolean read(CsvRecord row, int number, double[] values) throws MalformedFileException {
    if (row.getFieldCount() != columns.inFile()) {
      checkCells();
      throw new MalformedFileException(
          file,
          place(row, number) + " with " + row.getFieldCount() + " cells",
          columns.inFile() + ", as in the first row" + commentAdvice(row.getField(0)));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, number, columns.position(i));
    }
    return wrong.isEmpty();
  }

  private double value(CsvRecord row, int number, int position) throws MalformedFileException {
    String cell = row.getField(position).strip();
    if (cells.isMissing(cell)) {
      missing++;
      if (marks.size() < MOST_MARKS || marks.containsKey(cell)) {
        marks.merge(cell, 1, Integer::sum);
      }
      if (firstMissing == null) {
        firstMissing =
            wrong(
                row,
                number,
                position,
                "a number; choose what stands for a missing value: --missing mean, or a number");
      }
      return Double.NaN;
    }
    if (!cells.isNumber(cell)) {
      if (wrong.isEmpty()) {
        firstWrong = wrong(row, number, position, cells.advice(cell) + commentAdvice(cell));
      }
      wrong.computeIfAbsent(
          position, p -> columns.describe(p) + " with '" + brief(cell) + "' in row " + number);
      return Double.NaN;
    }
    double value = cells.value(cell);
    if (Double.isInfinite(value)) {
      throw wrong(row, number, position, "a number below 1.8e308");
    }
    return value;
  }

  /** Reads the label of a row, empty if it has none; null if no column has labels. */
  @Nullable String label(CsvRecord row, int number) throws MalformedFileException {
    if (!columns.labelled()) {
      return null;
    }
    String label = row.getField(columns.label()).strip();
    if (label.length() > LONGEST_LABEL) {
      throw wrong(row, number, columns.label(), "a label of at most 1000 characters");
    }
    return label;
  }

  /**
   * Refuses the table if there were cells that it may not have.
   *
   * @param missingAllowed whether values may be missing
   */
  void check(boolean missingAllowed) throws MalformedFileException {
    checkCells();
    if (firstMissing != null && !missingAllowed) {
      throw firstMissing;
    }
  }

  private void checkCells() throws MalformedFileException {
    if (firstWrong == null) {
      return;
    }
    if (wrong.size() == 1) {
      throw firstWrong;
    }
    throw new MalformedFileException(
        file,
        wrong.size()
            + " columns with cells that are no numbers: "
            + wrong.values().stream().limit(Columns.MOST_NAMED).collect(Collectors.joining(", ")),
        "numbers; choose others with --columns, or take one as the label with --label-column"
            + commentAdvice(""));
  }

  /** Returns what is missing and how that is written, for people. */
  String describe() {
    if (missing == 0) {
      return "no value missing";
    }
    String found =
        marks.keySet().stream()
            .map(mark -> mark.isEmpty() ? "empty" : brief(mark))
            .collect(Collectors.joining(", "));
    return missing + (missing == 1 ? " value missing (" : " values missing (") + found + ")";
  }

  /** Says how comments are skipped, if a row or the header looks like one. */
  private String commentAdvice(String cell) {
    return !comments && (cell.startsWith("#") || columns.name(0).startsWith("#"))
        ? "; if lines that begin with # are comments, give --comment '#'"
        : "";
  }

  private MalformedFileException wrong(CsvRecord row, int number, int position, String expected) {
    String cell = row.getField(position).strip();
    return new MalformedFileException(
        file,
        place(row, number)
            + ", column "
            + columns.describe(position)
            + (cell.isEmpty() ? " empty" : " with '" + brief(cell) + "'"),
        expected);
  }

  private static String brief(String cell) {
    return cell.length() > MOST_SHOWN ? cell.substring(0, MOST_SHOWN) + "…" : cell;
  }

  private static String place(CsvRecord row, int number) {
    return "row " + number + " (line " + row.getStartingLineNumber() + ")";
  }
}
