package org.vae4j.data.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vae4j.data.Dataset;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.CacheKey;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.io.MalformedFileException;

/**
 * Tables of numbers as comma-separated values (RFC 4180), plain or gzipped, in UTF-8. Separators
 * other than commas, quoted cells and missing line ends are understood.
 */
public final class CsvFile {
  private CsvFile() {}

  /**
   * Reads a table. Its values are as they stand in the file ({@link TableForm#raw}), NaN where one
   * is missing; rows are kept in the cache as binary64.
   *
   * @throws MalformedFileException if the file is not such a table; with row, line and column
   */
  public static Dataset read(Path file, CsvOptions options, RowCache cache) throws IOException {
    SourceFile source = SourceFile.of(file);
    return cache.get(
        new CacheKey(file, "csv " + options, List.of(source)),
        rows -> new CsvRows(source, options).copy(rows));
  }
}
