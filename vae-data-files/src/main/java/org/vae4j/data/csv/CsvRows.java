package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.RowWriter;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.io.MalformedFileException;

/** Reads one file from its first row to its last. */
final class CsvRows {
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
    CsvLayout layout = CsvLayout.of(source, options);
    CellText cells = new CellText(layout.decimal(), options.dialect().missingMarks());
    try (CsvText text = CsvText.open(source, layout.separator(), options.dialect().comment())) {
      CsvRecord first = next(text);
      if (first == null) {
        throw new MalformedFileException(file, "no rows", "a table of numbers");
      }
      CsvRecord row = layout.hasHeader() ? next(text) : first;
      if (row == null) {
        throw new MalformedFileException(
            file,
            "a header and no rows",
            "rows of numbers; if the first row is no header, give --header no");
      }
      Columns columns =
          Columns.of(
              file, layout.hasHeader() ? first.getFields() : null, first.getFieldCount(), options);
      to.form(TableForm.raw(columns.taken(), columns.labelName()));
      CellReader reader = new CellReader(file, columns, cells, options.dialect().comment() != null);
      double[] values = new double[columns.count()];
      for (int number = 1; row != null; number++, row = next(text)) {
        if (reader.read(row, number, values)) {
          to.add(values, reader.label(row, number));
          checkLabels(to, columns);
        }
      }
      reader.check(options.missingAllowed());
      to.origin(
          String.format(
              Locale.ROOT,
              "%,d rows, %,d columns, %s, %s",
              to.rows(),
              columns.inFile(),
              layout.describe(),
              reader.describe()));
    }
  }

  private @Nullable CsvRecord next(CsvText text) throws IOException {
    try {
      return text.next();
    } catch (CsvParseException e) {
      throw new MalformedFileException(
          file,
          "text that is no CSV (" + e.getMessage() + ")",
          "cells of at most "
              + CsvText.LONGEST_CELL
              + " characters, quotes closed and doubled inside",
          e);
    }
  }

  private void checkLabels(RowWriter to, Columns columns) throws MalformedFileException {
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
}
