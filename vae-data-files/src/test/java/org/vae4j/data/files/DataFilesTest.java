package org.vae4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.io.MalformedFileException;

final class DataFilesTest {
  @TempDir Path temp;

  private DataFiles files() {
    RowCache cache = new RowCache(temp.resolve("cache"));
    return new DataFiles(ImageOptions.defaults(), CsvOptions.defaults(), cache);
  }

  /** Opening one to read it would wait until somebody writes to it. */
  @ParameterizedTest
  @ValueSource(strings = {"pipe.csv", "pipe.png", "pipes/pipe.png"})
  void aPipeIsRefusedUnopened(String name) throws Exception {
    Path pipe = temp.resolve(name);
    Files.createDirectories(pipe.getParent());
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path given = name.startsWith("pipes/") ? pipe.getParent() : pipe;
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () ->
            assertThatThrownBy(() -> files().read(given))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                    pipe
                        + ": found a pipe or device, which can be read once only,"
                        + " expected a plain file"));
  }

  @Test
  void aSeparatorIsSeenInAGzipFileOfManyMembers() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : new String[] {"abc", ";d\n1;2", "\n"}) {
      try (var out = new GZIPOutputStream(bytes)) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path file = Files.write(temp.resolve("members.csv.gz"), bytes.toByteArray());
    assertThat(files().read(file).train().rows(0, 1)).isDeepEqualTo(new float[][] {{1, 2}});
  }
}
