package org.vae4j.backend.jblas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is unpacked to be loaded does not stay. */
@EnabledOnOs(OS.LINUX)
final class UnpackedLibraryTest {
  @TempDir private Path temporary;

  /** A process that loads a copy for each of two threads and ends as a kill ends it. */
  static final class Killed {
    public static void main(String[] args) {
      System.out.println(new JblasProvider().probe().available());
      JblasCopy one = JblasCopies.take();
      JblasCopy other = JblasCopies.take();
      System.out.println(one != other);
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void aKilledProcessLeavesNoLibraries() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).containsExactly("true", "true");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void onlyItsOwnerCanReachTheFileUntilItIsClosed() throws IOException {
    String resource = "org/jblas/NativeBlas.class";
    Path folder;
    try (UnpackedLibrary library = UnpackedLibrary.of(getClass().getClassLoader(), resource)) {
      folder = library.folder();
      assertThat(library.path()).isNotEmptyFile().hasParent(folder);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    assertThat(folder).doesNotExist();
  }
}
