package org.vae4j.data.cache;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Labels;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableForm;
import org.vae4j.fuzz.Hostile;
import org.vae4j.io.Sha256;

/** Cache files as they are, and rows with a footer under a right checksum. */
final class CacheFuzzTest {
  private static final int ROW_BYTES = 96;

  static Stream<byte[]> files() {
    return footers().map(footer -> whole(new byte[ROW_BYTES], footer));
  }

  /** The rows are {@link #ROW_BYTES} zeros. */
  static Stream<byte[]> footers() {
    DataForm images = new ImageForm(2, 4, 1, Scaling.SIGNED);
    DataForm table = TableForm.raw(List.of("a", "b", "c"), "label");
    return Stream.of(
        footer(new Footer(12, 8, false, true, List.of(), images, "")),
        footer(new Footer(8, 12, true, false, List.of("x", "y"), images, "")),
        footer(new Footer(4, 24, false, false, List.of(), table, "")));
  }

  private static byte[] footer(Footer footer) {
    try {
      return footer.toBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] whole(byte[] rows, byte[] footer) {
    byte[] summed =
        ByteBuffer.allocate(rows.length + footer.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(rows)
            .put(footer)
            .putInt(footer.length)
            .array();
    byte[] sum = Sha256.digest().digest(summed);
    return ByteBuffer.allocate(summed.length + sum.length + CachedRows.MAGIC.length)
        .put(summed)
        .put(sum)
        .put(CachedRows.MAGIC)
        .array();
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    read(content);
  }

  @MethodSource("footers")
  @FuzzTest(maxDuration = "1m")
  void footers(byte[] footer) {
    read(whole(new byte[ROW_BYTES], footer));
  }

  /** What is not refused as made by others can be read to its end. */
  private static void read(byte[] content) {
    Hostile.read(
        () -> {
          CachedRows rows = CachedRows.open(Hostile.file("cache.rows", content));
          if (rows == null) {
            return;
          }
          Dataset data = rows.dataset();
          Labels labels = data.labels();
          double[] row = new double[data.features()];
          for (int i = 0; i < data.size(); i++) {
            data.copy(i, row, 0);
            if (labels != null && labels.name(i).length() > content.length) {
              throw new AssertionError("a label longer than the file");
            }
          }
        });
  }
}
