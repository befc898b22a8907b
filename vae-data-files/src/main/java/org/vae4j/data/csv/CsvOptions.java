package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;

/**
 * How a CSV file is read.
 *
 * @param dialect how its text is written
 * @param columns the columns to take, in the order wanted: names, numbers from 1, or ranges of
 *     numbers; null for all but the label
 * @param labelColumn the name or number of the column with each row's label, or null
 * @param labelOptional whether the file may lack that column
 * @param missingAllowed whether cells may be empty or hold a mark for a missing value
 */
public record CsvOptions(
    CsvDialect dialect,
    @Nullable List<String> columns,
    @Nullable String labelColumn,
    boolean labelOptional,
    boolean missingAllowed) {

  /** Whether the first row names the columns. */
  public enum Header {
    /** As the first rows show, or else the file is refused. */
    AUTO,
    /** It does. */
    YES,
    /** It does not: columns are called 1, 2, ... */
    NO
  }

  /** Keeps the list as it is now. */
  public CsvOptions {
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** All columns, the dialect found by content, no value missing. */
  public static CsvOptions defaults() {
    return new CsvOptions(CsvDialect.defaults(), null, null, false, false);
  }

  /** Returns the same in another dialect. */
  public CsvOptions withDialect(UnaryOperator<CsvDialect> change) {
    return new CsvOptions(
        change.apply(dialect), columns, labelColumn, labelOptional, missingAllowed);
  }

  /** Returns the same, with a header or not. */
  public CsvOptions withHeader(Header other) {
    return withDialect(now -> now.withHeader(other));
  }

  /** Returns the same with another separator, or null to find it. */
  public CsvOptions withSeparator(@Nullable Character other) {
    return withDialect(now -> now.withSeparator(other));
  }

  /** Returns the same with other columns. */
  public CsvOptions withColumns(@Nullable List<String> wanted) {
    return new CsvOptions(dialect, wanted, labelColumn, labelOptional, missingAllowed);
  }

  /** Returns the same with labels from a column. */
  public CsvOptions withLabelColumn(@Nullable String column) {
    return new CsvOptions(dialect, columns, column, false, missingAllowed);
  }

  /** Returns the same, with missing values allowed or not. */
  public CsvOptions withMissing(boolean allowed) {
    return new CsvOptions(dialect, columns, labelColumn, labelOptional, allowed);
  }

  /** Returns how to read what a model of these data takes: its columns, by their names. */
  public CsvOptions withForm(TableForm form) {
    return new CsvOptions(dialect, form.names(), form.labelColumn(), true, form.fillsMissing());
  }

  /** Returns the parts of a list such as {@code age,"height, cm",7-9}. */
  public static List<String> parseColumns(String list) {
    return parseList("columns", list, "age,\"height, cm\",7-9");
  }

  /** Returns the parts of a list such as {@code -999,unknown}. */
  public static List<String> parseMarks(String list) {
    return parseList("missing values", list, "-999,unknown");
  }

  private static List<String> parseList(String what, String list, String example) {
    try {
      return CsvReader.builder()
          .allowUnclosedQuote(false)
          .ofSingleCsvRecord(list)
          .getFields()
          .stream()
          .map(String::strip)
          .toList();
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(
          what + ": '" + list + "' is no list such as " + example, e);
    }
  }
}
