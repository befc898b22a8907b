package org.vae4j.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.tensor.DType;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesTheWholeContent() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "something longer than what follows");
    AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aNameMayBeAsLongAsTheFileSystemTakes() throws IOException {
    List<String> names = new ArrayList<>(List.of("a".repeat(249), "b".repeat(255)));
    if (System.getProperty("sun.jnu.encoding").equals("UTF-8")) {
      names.addAll(List.of("ü".repeat(127), "😀".repeat(63))); // the locale has such names
    }
    for (String name : names) {
      Path file = folder.resolve(name);
      AtomicFile.write(file, out -> out.write(1));
      AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));
      assertThat(file).hasContent("new");
    }
    assertThat(List.of(folder.toFile().list())).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aNameThatIsTooLongIsNamedItself() {
    Path file = folder.resolve("a".repeat(256));
    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": can't be written: File name too long");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    Path file = folder.resolve("a.txt");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] content = String.valueOf(i).repeat(5000).getBytes(UTF_8);
        writes.add(
            threads.submit(
                () -> {
                  AtomicFile.write(file, out -> out.write(content));
                  return null;
                }));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    } finally {
      threads.shutdown();
    }
    String content = Files.readString(file);
    assertThat(content).isEqualTo(content.substring(0, content.length() / 5000).repeat(5000));
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void aFailingWriterLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void aDiskThatIsFullAfterAnyNumberOfBytesLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.safetensors");
    double[] values = new double[60];
    List<SafeTensors.Entry> entries =
        List.of(new SafeTensors.Entry("w", DType.F64, new int[] {60}, () -> values));
    SafeTensors.writeWithChecksum(file, Map.of("key", "value"), entries);
    byte[] old = Files.readAllBytes(file);
    for (int room = 0; room < old.length; room++) {
      int bytes = room;
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      out -> {
                        out.write(old, 0, bytes);
                        out.flush();
                        throw new IOException("No space left on device");
                      }))
          .hasMessage("No space left on device");
      assertThat(file).hasBinaryContent(old);
      assertThat(folder.toFile().list()).containsExactly("a.safetensors");
    }
  }

  /** In a process whose files may have at most a megabyte, as a disk that is full. */
  @Test
  void aFileThatFindsNoRoomIsNamedAndLeavesNothing() throws Exception {
    Path file = folder.resolve("a.bin");
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f 1024; exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TwoMegabytes.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEqualTo(file + ": can't be written: File too large");
    assertThat(folder.toFile().list()).isEmpty();
  }

  /** Prints why they can't be written. */
  static final class TwoMegabytes {
    private TwoMegabytes() {}

    public static void main(String[] args) {
      try {
        AtomicFile.write(Path.of(args[0]), out -> out.write(new byte[2 << 20]));
      } catch (IOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void aTargetThatCannotBeReplacedLeavesNothingBehind() throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("occupied"));
    Files.writeString(occupied.resolve("file"), "");
    assertThatThrownBy(() -> AtomicFile.write(occupied, out -> out.write(1)))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).containsExactly("occupied");
  }

  @Test
  void aMissingFolderIsNamed() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/a.txt"), out -> out.write(1)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no");
  }

  @Test
  void aTemporaryFileLeftByACrashIsNotInTheWay() throws IOException {
    Path left = Files.writeString(folder.resolve(".a.txt.0.tmp"), "half");
    AtomicFile.write(folder.resolve("a.txt"), out -> out.write('x'));
    assertThat(folder.resolve("a.txt")).hasContent("x");
    assertThat(left).hasContent("half");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void permissionsAreThoseOfAnyNewFile() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path atomic = folder.resolve("atomic");
    AtomicFile.write(atomic, out -> out.write(1));
    assertThat(Files.getPosixFilePermissions(atomic))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }
}
