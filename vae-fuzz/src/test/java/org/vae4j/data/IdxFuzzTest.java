package org.vae4j.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.fuzz.Hostile;

/** Images and labels, plain, zipped as they are, and as the content of a sound gzip file. */
final class IdxFuzzTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  static Stream<byte[]> images() {
    return Stream.of(idx(6, IMAGES, 1, 2, 3), idx(4, IMAGES, 4, 1, 1));
  }

  static Stream<byte[]> labels() {
    return Stream.of(idx(2, LABELS, 2), idx(1, LABELS, 1));
  }

  static Stream<byte[]> zipped() throws IOException {
    return Stream.of(Hostile.gzip(idx(6, IMAGES, 1, 2, 3)), Hostile.gzip(idx(1, LABELS, 1)));
  }

  private static byte[] idx(int values, int... header) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * header.length + values);
    for (int number : header) {
      bytes.putInt(number);
    }
    return bytes.array();
  }

  @MethodSource("images")
  @FuzzTest(maxDuration = "1m")
  void images(byte[] content) {
    Hostile.read(() -> read(Hostile.file("images", content), null));
  }

  @MethodSource("labels")
  @FuzzTest(maxDuration = "1m")
  void labels(byte[] content) {
    Hostile.read(
        () -> read(Hostile.file("two", idx(2, IMAGES, 2, 1, 1)), Hostile.file("labels", content)));
  }

  /** Damaged streams, headers with all their optional fields, and streams one after the other. */
  @MethodSource("zipped")
  @FuzzTest(maxDuration = "1m")
  void zipped(byte[] content) {
    Hostile.read(() -> read(Hostile.file("images.gz", content), null));
  }

  /** What is inside of a sound stream. */
  @MethodSource("images")
  @FuzzTest(maxDuration = "1m")
  void insideOfZipped(byte[] content) {
    Hostile.read(() -> read(Hostile.file("inside.gz", Hostile.gzip(content)), null));
  }

  private static void read(Path images, @Nullable Path labels) throws IOException {
    ImageDataset data = Idx.read(images, labels);
    float[] row = new float[data.features()];
    data.copy(data.size() - 1, row, 0);
    if (labels != null) {
      data.label(data.size() - 1);
    }
  }
}
