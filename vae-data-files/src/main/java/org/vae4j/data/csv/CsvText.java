package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.SourceFile;

/** The rows of cells of one file, by a separator. */
final class CsvText implements AutoCloseable {
  static final int LONGEST_CELL = 1 << 16;
  private static final int LONGEST_ROW = 1 << 24;

  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;

  private CsvText(CsvReader<CsvRecord> reader) {
    this.reader = reader;
    this.records = reader.iterator();
  }

  /**
   * Opens a file at its beginning.
   *
   * @param comment lines that begin with it are skipped, or null
   */
  static CsvText open(SourceFile source, char separator, @Nullable Character comment)
      throws IOException {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LONGEST_ROW);
    if (comment != null) {
      builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
    }
    return new CsvText(
        builder.build(
            CsvRecordHandler.of(
                handler ->
                    handler
                        .maxFields(TableForm.MOST_COLUMNS + 1)
                        .maxFieldSize(LONGEST_CELL)
                        .maxRecordSize(LONGEST_ROW)),
            utf8(source)));
  }

  private static Utf8Reader utf8(SourceFile source) throws IOException {
    Path file = source.path();
    InputStream raw = Files.newInputStream(file);
    try {
      return new Utf8Reader(file, PlainText.open(file, raw, source.size()));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Returns the next row, or null behind the last.
   *
   * @throws CsvParseException if there is text that is no CSV
   * @throws IOException if the file can't be read or is no text
   */
  @Nullable CsvRecord next() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      records.close();
    } finally {
      reader.close();
    }
  }
}
