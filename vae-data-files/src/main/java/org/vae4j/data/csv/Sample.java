package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.data.cache.SourceFile;

/**
 * The first rows of a table, by which it is decided how it is read.
 *
 * @param rows cells without blanks around them, up to where there is no CSV; who reads all says so
 * @param broken whether there is such a place
 */
record Sample(List<List<String>> rows, boolean broken) {
  private static final int MOST_ROWS = 200;
  private static final int MOST_CELLS = 200_000;
  private static final int LEAST_ROWS = 2;

  /** Reads rows until there are enough; the first two always belong to a sample. */
  static Sample of(SourceFile source, char separator, CsvDialect dialect) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    int cells = 0;
    try (CsvText text = CsvText.open(source, separator, dialect.comment())) {
      for (CsvRecord row = text.next(); row != null; row = text.next()) {
        rows.add(row.getFields().stream().map(String::strip).toList());
        cells += row.getFieldCount();
        if (rows.size() >= MOST_ROWS || (rows.size() >= LEAST_ROWS && cells >= MOST_CELLS)) {
          break;
        }
      }
    } catch (CsvParseException e) {
      return new Sample(rows, true);
    }
    return new Sample(rows, false);
  }
}
