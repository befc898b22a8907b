package org.vae4j.data.csv;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.cache.RowCache;
import org.vae4j.fuzz.Hostile;

/** Tables, plain and in a gzip file. */
final class CsvFuzzTest {

  static Stream<byte[]> tables() {
    return Stream.of("a,b\n1,2\n", "1;x\n-1.5e3;\"y\"\n", "\uFEFFä\tb\r\nNA\t.5\r\n")
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

  private static void read(byte[] content) throws IOException {
    Path file = Hostile.file("table.csv", content);
    CsvOptions options = CsvOptions.defaults().withMissing(true);
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
