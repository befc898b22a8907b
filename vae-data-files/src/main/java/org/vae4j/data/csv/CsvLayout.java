package org.vae4j.data.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.io.MalformedFileException;

/**
 * How a file turned out to be written.
 *
 * @param separator what stands between cells
 * @param decimal what stands before the fraction of a number
 * @param heading what the first row is
 */
record CsvLayout(char separator, char decimal, Heading heading) {

  /** Takes what the options say, and finds the rest by the first rows. */
  static CsvLayout of(SourceFile source, CsvOptions options) throws IOException {
    CsvDialect dialect = options.dialect();
    char separator = Separators.of(source, dialect);
    List<List<String>> rows = Sample.of(source, separator, dialect).rows();
    char decimal = dialect.decimal() == null ? decimal(separator, rows) : dialect.decimal();
    CellText cells = new CellText(decimal, dialect.missingMarks());
    Heading heading =
        switch (dialect.header()) {
          case YES -> Heading.NAMES;
          case NO -> Heading.NONE;
          case AUTO ->
              rows.isEmpty() || isAskedFor(rows.get(0), options)
                  ? Heading.NAMES
                  : Heading.of(rows, cells);
        };
    if (heading == Heading.UNDECIDED) {
      throw new MalformedFileException(
          source.path(),
          "a first row with numbers that may name the columns or be data",
          "to be told which: give --header yes or --header no");
    }
    return new CsvLayout(separator, decimal, heading);
  }

  /** A comma, if numbers have one that groups no digits, and none has a point. */
  private static char decimal(char separator, List<List<String>> rows) {
    boolean commas = false;
    for (List<String> row : rows) {
      for (String cell : row) {
        if (CellText.hasPoint(cell)) {
          return '.';
        }
        commas |= separator != ',' && CellText.hasComma(cell) && !CellText.isGrouped(cell);
      }
    }
    return commas ? ',' : '.';
  }

  /** Whether the first row has all names that are asked for, one of which is no column's number. */
  private static boolean isAskedFor(List<String> first, CsvOptions options) {
    List<String> wanted = new ArrayList<>();
    if (options.columns() != null) {
      wanted.addAll(options.columns());
    }
    if (options.labelColumn() != null && !options.labelOptional()) {
      wanted.add(options.labelColumn());
    }
    Set<String> names = new HashSet<>(first);
    return names.containsAll(wanted)
        && wanted.stream().anyMatch(part -> Columns.range(part, first.size()) == null);
  }

  /** Whether the first row is no row of data. */
  boolean hasHeader() {
    return heading != Heading.NONE;
  }

  /** Returns what was found, for people. */
  String describe() {
    String header =
        switch (heading) {
          case NAMES -> "header";
          case NUMBERS -> "header of numbers";
          default -> "no header";
        };
    return header
        + ", separator "
        + Separators.name(separator)
        + (decimal == ',' ? ", decimal comma" : "");
  }
}
