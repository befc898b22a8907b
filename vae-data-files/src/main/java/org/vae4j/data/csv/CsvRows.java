package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.RowWriter;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.data.csv.CsvOptions.Header;
import org.vae4j.io.MalformedFileException;

/** Reads one file from its first row to its last. */
final class CsvRows {
  private static final int LONGEST_CELL = 1 << 16;
  private static final int LONGEST_ROW = 1 << 24;
  private static final int FIRST_LINE = 1 << 16;
  private static final int QUOTED = 40;
  private static final String SEPARATORS = ",;\t|";

  private final Path file;
  private final SourceFile source;
  private final CsvOptions options;

  CsvRows(SourceFile source, CsvOptions options) {
    this.file = source.path();
    this.source = source;
    this.options = options;
  }

  /** Copies all rows. */
  void copy(RowWriter to) throws IOException {
    char separator = options.separator() == null ? separator() : options.separator();
    try (CsvReader<CsvRecord> reader = open(separator);
        CloseableIterator<CsvRecord> records = reader.iterator()) {
      CsvRecord first = next(records);
      if (first == null) {
        throw new MalformedFileException(file, "no rows", "a table of numbers");
      }
      CsvRecord second = next(records);
      boolean header =
          options.header() == Header.AUTO
              ? isHeader(first, second)
              : options.header() == Header.YES;
      if (header && second == null) {
        throw new MalformedFileException(
            file, "a header and no rows", "rows of numbers; is the first row no header?");
      }
      Columns columns =
          Columns.of(file, header ? first.getFields() : null, first.getFieldCount(), options);
      to.form(TableForm.raw(columns.taken(), columns.labelName()));
      double[] values = new double[columns.count()];
      int number = 0;
      for (CsvRecord row = header ? second : first; row != null; ) {
        number++;
        add(row, number, columns, values, to);
        row = row == first && second != null ? second : next(records);
      }
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private CsvReader<CsvRecord> open(char separator) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_ROW)
        .build(
            CsvRecordHandler.of(
                handler ->
                    handler
                        .maxFields(TableForm.MOST_COLUMNS + 1)
                        .maxFieldSize(LONGEST_CELL)
                        .maxRecordSize(LONGEST_ROW)),
            text());
  }

  private Utf8Reader text() throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new Utf8Reader(file, PlainText.open(file, raw, source.size()));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The separator that the first line has most of outside of quotes; a comma if it has none. */
  private char separator() throws IOException {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    try (Reader text = new BufferedReader(text())) {
      boolean begun = false;
      int c = text.read();
      for (int i = 0; i < FIRST_LINE && c >= 0; i++, c = text.read()) {
        quoted ^= c == '"';
        if (!quoted && (c == '\n' || c == '\r')) {
          if (begun) {
            break;
          }
        } else {
          begun = true;
          int known = quoted ? -1 : SEPARATORS.indexOf(c);
          if (known >= 0) {
            counts[known]++;
          }
        }
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }

  private @Nullable CsvRecord next(CloseableIterator<CsvRecord> records) throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new MalformedFileException(
          file,
          "text that is no CSV (" + e.getMessage() + ")",
          "cells of at most " + LONGEST_CELL + " characters, quotes closed and doubled inside",
          e);
    }
  }

  /** See {@link Header#AUTO}. */
  private static boolean isHeader(CsvRecord first, @Nullable CsvRecord second) {
    boolean numbers = false;
    boolean text = false;
    for (int i = 0; i < first.getFieldCount(); i++) {
      boolean number = isNumber(first.getField(i));
      numbers |= number;
      text |=
          !number
              && !CellText.isMissing(first.getField(i).strip())
              && second != null
              && i < second.getFieldCount()
              && isNumber(second.getField(i));
    }
    return text || !numbers;
  }

  private static boolean isNumber(String cell) {
    return CellText.isNumber(cell.strip());
  }

  private void add(CsvRecord row, int number, Columns columns, double[] values, RowWriter to)
      throws IOException {
    if (row.getFieldCount() != columns.inFile()) {
      throw new MalformedFileException(
          file,
          place(row, number) + " with " + row.getFieldCount() + " cells",
          columns.inFile() + ", as in the first row");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, number, columns, columns.position(i));
    }
    String label = null;
    if (columns.labelled()) {
      label = row.getField(columns.label()).strip();
      if (label.length() > QUOTED * 25) {
        throw wrong(row, number, columns, columns.label(), "a label of at most 1000 characters");
      }
    }
    to.add(values, label);
    if (to.labels() > RowWriter.MOST_LABELS) {
      throw new MalformedFileException(
          file,
          "more than "
              + RowWriter.MOST_LABELS
              + " different labels in column "
              + columns.describe(columns.label()),
          "labels that many rows share; is it a name of each row?");
    }
  }

  private double value(CsvRecord row, int number, Columns columns, int position)
      throws MalformedFileException {
    String cell = row.getField(position).strip();
    if (CellText.isNumber(cell)) {
      double value = Double.parseDouble(cell);
      if (Double.isInfinite(value)) {
        throw wrong(row, number, columns, position, "a number below 1.8e308");
      }
      return value;
    }
    if (!CellText.isMissing(cell)) {
      throw wrong(
          row,
          number,
          columns,
          position,
          "a number such as -1.5e3; leave the column out, or take it as the label");
    }
    if (!options.missingAllowed()) {
      throw wrong(
          row, number, columns, position, "a number; choose what stands for a missing value");
    }
    return Double.NaN;
  }

  private MalformedFileException wrong(
      CsvRecord row, int number, Columns columns, int position, String expected) {
    String cell = row.getField(position).strip();
    String shown = cell.length() > QUOTED ? cell.substring(0, QUOTED) + "…" : cell;
    return new MalformedFileException(
        file,
        place(row, number)
            + ", column "
            + columns.describe(position)
            + (cell.isEmpty() ? " empty" : " with '" + shown + "'"),
        expected);
  }

  private static String place(CsvRecord row, int number) {
    return "row " + number + " (line " + row.getStartingLineNumber() + ")";
  }
}
