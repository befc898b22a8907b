package org.vae4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.fuzz.Hostile;

/** Settings in YAML; what is read must come back when it is written and read again. */
final class ConfigFuzzTest {
  private static final List<String> KNOWN = List.of("epochs", "hidden", "data", "schedule");

  static Stream<byte[]> files() {
    return Stream.of(
            "epochs: 3\nhidden: [12, 7]\ndata: \"a b\\u00e9\"\n",
            "# c\nschedule: step:0.5@1\n",
            "? epochs\n: |\n  3\n",
            "%YAML 1.2\n---\ndata: 'x: y'\n...\n",
            "epochs: &a 1\nhidden: *a\n",
            "data: \u0000",
            "{epochs: 1, hidden: !!int 2}")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    Hostile.read(
        () -> {
          Map<String, String> settings = ConfigFile.read(Hostile.file("c.yaml", content), KNOWN);
          assertComesBack(settings);
        });
  }

  private static void assertComesBack(Map<String, String> settings) throws IOException {
    byte[] written = ConfigFile.document(settings).getBytes(UTF_8);
    if (!ConfigFile.read(Hostile.file("again.yaml", written), KNOWN).equals(settings)) {
      throw new AssertionError("other settings after writing: " + settings);
    }
  }
}
