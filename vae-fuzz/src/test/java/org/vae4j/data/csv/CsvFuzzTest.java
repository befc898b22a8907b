package org.vae4j.data.csv;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.cache.RowCache;
import org.vae4j.fuzz.Hostile;

/** Tables, plain and in a gzip file. */
final class CsvFuzzTest {
  private static final CsvOptions OPTIONS = CsvOptions.defaults().withMissing(true);

  static Stream<byte[]> tables() {
    return Stream.of(
            "a,b\n1,2\n",
            "1;x\n-1.5e3;\"y\"\n",
            "\uFEFFä\tb\r\nNA\t.5\r\n",
            "0,1,2\n1.5,2.5,3\n4.5,5.5,6\n",
            "# x\na;b\n12,5;-999\n1.234,5;off\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("tables")
  @FuzzTest(maxDuration = "1m")
  void plain(byte[] content) {
    Hostile.read(() -> read(content));
  }

  @MethodSource("tables")
  @FuzzTest(maxDuration = "1m")
  void zipped(byte[] content) {
    Hostile.read(() -> read(Hostile.gzip(content)));
  }

  @MethodSource("tables")
  @FuzzTest(maxDuration = "1m")
  void inAnotherDialect(byte[] content) {
    CsvDialect dialect =
        CsvDialect.defaults()
            .withDecimal(',')
            .withComment('#')
            .withMissingMarks(List.of("-999", "off"));
    Hostile.read(() -> read(content, OPTIONS.withDialect(found -> dialect).withLabelColumn("1")));
  }

  private static void read(byte[] content) throws IOException {
    read(content, OPTIONS);
  }

  private static void read(byte[] content, CsvOptions options) throws IOException {
    Path file = Hostile.file("table.csv", content);
    Dataset rows = CsvFile.read(file, options, new RowCache(file.resolveSibling("cache")));
    double[] last = new double[rows.features()];
    rows.copy(rows.size() - 1, last, 0);
    for (double value : last) {
      if (Double.isInfinite(value)) {
        throw new AssertionError("an infinite value");
      }
    }
  }
}
