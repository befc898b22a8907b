package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RegularFileTest {
  @TempDir Path temp;

  @Test
  void contentIsReadUpToTheLimit() throws IOException {
    Path file = Files.write(temp.resolve("file"), new byte[] {1, 2, 3});
    assertThat(RegularFile.read(file, 3, "text")).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> RegularFile.read(file, 2, "text"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + ": found 3 bytes, expected at most 2 of text");
    assertThatThrownBy(() -> RegularFile.read(temp.resolve("none"), 2, "text"))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> RegularFile.read(temp, 2, "text"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(temp + ": found a folder, expected a regular file");
  }

  @Test
  void aFileOfGigabytesIsRefusedUnread() throws IOException {
    Path file = temp.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertThatThrownBy(() -> RegularFile.read(file, 1 << 20, "text"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found 3221225472 bytes");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisabledOnOs(OS.WINDOWS)
  void pipesAndDevicesAreRefusedUnopened() throws IOException, InterruptedException {
    Path pipe = temp.resolve("pipe");
    Process process = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Path zero = Files.createSymbolicLink(temp.resolve("zero"), Path.of("/dev/zero"));
    for (Path file : new Path[] {pipe, zero}) {
      assertThatThrownBy(() -> RegularFile.read(file, 100, "text"))
          .isInstanceOf(MalformedFileException.class)
          .hasMessage(file + ": found a pipe or device, expected a regular file");
    }
  }
}
