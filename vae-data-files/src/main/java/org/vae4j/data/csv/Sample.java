package org.vae4j.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.data.cache.SourceFile;

/** The first rows of a table, by which it is decided how it is read. */
final class Sample {
  private static final int MOST_ROWS = 200;
  private static final int MOST_CELLS = 200_000;
  private static final int LEAST_ROWS = 2;

  private Sample() {}

  /** Counts what was seen; the first two rows always belong to a sample. */
  static final class Limit {
    private int rows;
    private int cells;

    /** Adds a row, and returns whether that was the last. */
    boolean reached(int more) {
      rows++;
      cells += more;
      return rows >= MOST_ROWS || (rows >= LEAST_ROWS && cells >= MOST_CELLS);
    }
  }

  /** Returns the cells of the first rows, up to where there is no CSV; who reads all says so. */
  static List<List<String>> rows(SourceFile source, char separator, CsvDialect dialect)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvText text = CsvText.open(source, separator, dialect.comment())) {
      Limit limit = new Limit();
      for (CsvRecord row = text.next(); row != null; row = text.next()) {
        rows.add(row.getFields().stream().map(String::strip).toList());
        if (limit.reached(row.getFieldCount())) {
          break;
        }
      }
    } catch (CsvParseException e) {
      return rows;
    }
    return rows;
  }
}
