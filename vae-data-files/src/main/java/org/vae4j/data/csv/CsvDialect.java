package org.vae4j.data.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.csv.CsvOptions.Header;

/**
 * How the text of a CSV file is written. What is null is found by the first rows.
 *
 * @param header whether the first row names the columns
 * @param separator what stands between cells, or null
 * @param decimal what stands before the fraction of a number: a point, a comma, or null
 * @param comment lines that begin with it are skipped; null if there are none
 * @param missingMarks what stands for a missing value beside the usual marks; numbers by their
 *     value, text in any case
 */
public record CsvDialect(
    Header header,
    @Nullable Character separator,
    @Nullable Character decimal,
    @Nullable Character comment,
    List<String> missingMarks) {

  /** Checks the characters. */
  public CsvDialect {
    if (separator != null && "\"\r\n".indexOf(separator) >= 0) {
      throw new IllegalArgumentException(
          "csv: the separator can't be a quote or a line end; give a character such as ; or |");
    }
    if (decimal != null && decimal != '.' && decimal != ',') {
      throw new IllegalArgumentException(
          "csv: the decimal separator is '" + decimal + "', expected a point or a comma");
    }
    if (comment != null && ("\"\r\n".indexOf(comment) >= 0 || comment.equals(separator))) {
      throw new IllegalArgumentException(
          "csv: comments can't begin with a quote, a line end or the separator; give a character"
              + " such as #");
    }
    missingMarks = missingMarks.stream().map(String::strip).toList();
  }

  /** All is found by the first rows, and no line is a comment. */
  public static CsvDialect defaults() {
    return new CsvDialect(Header.AUTO, null, null, null, List.of());
  }

  /** Returns the same, with a header or not. */
  public CsvDialect withHeader(Header other) {
    return new CsvDialect(other, separator, decimal, comment, missingMarks);
  }

  /** Returns the same with another separator. */
  public CsvDialect withSeparator(@Nullable Character other) {
    return new CsvDialect(header, other, decimal, comment, missingMarks);
  }

  /** Returns the same with another decimal separator. */
  public CsvDialect withDecimal(@Nullable Character other) {
    return new CsvDialect(header, separator, other, comment, missingMarks);
  }

  /** Returns the same with comments. */
  public CsvDialect withComment(@Nullable Character other) {
    return new CsvDialect(header, separator, decimal, other, missingMarks);
  }

  /** Returns the same with more marks for a missing value. */
  public CsvDialect withMissingMarks(List<String> marks) {
    return new CsvDialect(header, separator, decimal, comment, marks);
  }
}
