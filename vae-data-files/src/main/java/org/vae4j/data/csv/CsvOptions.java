package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;

/**
 * How a CSV file is read.
 *
 * @param header whether the first row names the columns
 * @param separator what stands between cells; null to see by the first line
 * @param columns the columns to take, in the order wanted: names, numbers from 1, or ranges of
 *     numbers; null for all but the label
 * @param labelColumn the name or number of the column with each row's label, or null
 * @param labelOptional whether the file may lack that column
 * @param missingAllowed whether cells may be empty, NA, N/A, NaN, null, none or ?
 */
public record CsvOptions(
    Header header,
    @Nullable Character separator,
    @Nullable List<String> columns,
    @Nullable String labelColumn,
    boolean labelOptional,
    boolean missingAllowed) {

  /** Whether the first row names the columns. */
  public enum Header {
    /** If it has no number, or text where the second row has a number. */
    AUTO,
    /** It does. */
    YES,
    /** It does not: columns are called 1, 2, ... */
    NO
  }

  /** Checks the separator. */
  public CsvOptions {
    if (separator != null && "\"\r\n".indexOf(separator) >= 0) {
      throw new IllegalArgumentException(
          "csv: the separator can't be a quote or a line end; give a character such as ; or |");
    }
    columns = columns == null ? null : List.copyOf(columns);
  }

  /** All columns, header and separator seen by content, no value missing. */
  public static CsvOptions defaults() {
    return new CsvOptions(Header.AUTO, null, null, null, false, false);
  }

  /** Returns the same, with a header or not. */
  public CsvOptions withHeader(Header other) {
    return new CsvOptions(other, separator, columns, labelColumn, labelOptional, missingAllowed);
  }

  /** Returns the same with another separator, or null to see by the first line. */
  public CsvOptions withSeparator(@Nullable Character other) {
    return new CsvOptions(header, other, columns, labelColumn, labelOptional, missingAllowed);
  }

  /** Returns the same with other columns. */
  public CsvOptions withColumns(@Nullable List<String> wanted) {
    return new CsvOptions(header, separator, wanted, labelColumn, labelOptional, missingAllowed);
  }

  /** Returns the same with labels from a column. */
  public CsvOptions withLabelColumn(@Nullable String column) {
    return new CsvOptions(header, separator, columns, column, false, missingAllowed);
  }

  /** Returns the same, with missing values allowed or not. */
  public CsvOptions withMissing(boolean allowed) {
    return new CsvOptions(header, separator, columns, labelColumn, labelOptional, allowed);
  }

  /** Returns how to read what a model of these data takes: its columns, by their names. */
  public CsvOptions withForm(TableForm form) {
    return new CsvOptions(
        header, separator, form.names(), form.labelColumn(), true, form.fillsMissing());
  }

  /** Returns the parts of a list such as {@code age,"height, cm",7-9}. */
  public static List<String> parseColumns(String list) {
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
          "columns: '" + list + "' is no list such as age,\"height, cm\",7-9", e);
    }
  }
}
