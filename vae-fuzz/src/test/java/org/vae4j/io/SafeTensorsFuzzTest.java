package org.vae4j.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.fuzz.Hostile;
import org.vae4j.io.SafeTensors.Entry;

/** Whole files and headers alone; what is read must come back when it is written and read again. */
final class SafeTensorsFuzzTest {
  private static final String HEADER =
      "{\"__metadata__\":{\"k\":\"v\"},"
          + "\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[8,16]},"
          + "\"c\":{\"dtype\":\"BF16\",\"shape\":[0],\"data_offsets\":[16,16]}}";

  static Stream<byte[]> headers() {
    return Stream.of(HEADER.getBytes(UTF_8));
  }

  static Stream<byte[]> files() {
    return Stream.of(Hostile.safeTensors(HEADER.getBytes(UTF_8), new byte[16]));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    Hostile.read(() -> read(Hostile.file("file.safetensors", content)));
  }

  @MethodSource("headers")
  @FuzzTest(maxDuration = "1m")
  void headers(byte[] header) {
    byte[] content = Hostile.safeTensors(header, new byte[16]);
    Hostile.read(() -> read(Hostile.file("header.safetensors", content)));
  }

  private static void read(Path file) throws IOException {
    SafeTensors content = SafeTensors.read(file);
    List<Entry> entries = new ArrayList<>();
    for (String name : content.names()) {
      int[] shape = content.shape(name);
      Hostile.read(
          () -> {
            double[] values = content.doubles(name);
            entries.add(new Entry(name, content.dtype(name), shape, () -> values));
            assertTrue(content.floats(name).length == values.length);
          });
    }
    Hostile.read(content::verifyChecksum);
    Path copy = file.resolveSibling("copy.safetensors");
    SafeTensors.write(copy, content.metadata(), entries);
    SafeTensors again = SafeTensors.read(copy);
    Files.delete(copy);
    assertTrue(again.metadata().equals(content.metadata()));
    for (String name : again.names()) {
      assertTrue(Arrays.equals(again.shape(name), content.shape(name)));
    }
  }

  private static void assertTrue(boolean what) {
    if (!what) {
      throw new AssertionError("written and read again, it is something else");
    }
  }
}
