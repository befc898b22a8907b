package org.vae4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.tensor.Probe;

/** Native code comes from a directory that no other user can write to. */
@DisabledOnOs(OS.WINDOWS)
final class NativeCacheTest {
  @TempDir private Path folder;
  private Path noHome;
  private Path temporary;

  @BeforeEach
  void aHomeThatCannotBeWritten() throws IOException {
    noHome = Files.writeString(folder.resolve("home"), "a file, whatever rights the user has");
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  /** A process of its own: says what the probe says, and ends as it is told. */
  static final class Start {
    public static void main(String[] args) {
      Probe probe = new Nd4jProvider().probe();
      System.out.println(probe.available() + " " + probe.detail());
      System.out.println(System.getProperty("org.bytedeco.javacpp.cachedir"));
      if (args[0].equals("killed")) {
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private List<String> start(Path home, Path tmp, String end) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + tmp));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Start.class.getName(), end));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  @Test
  void whatAnotherUserLeftAmongTemporaryFilesIsNotLoaded() throws Exception {
    Path planted = temporary.resolve(".javacpp-" + System.getProperty("user.name"));
    Files.createDirectories(planted.resolve("cache"));
    List<String> lines = start(noHome, temporary, "in its time");
    assertThat(lines.get(0)).startsWith("true ");
    Path used = Path.of(lines.get(1));
    assertThat(used.getParent()).isEqualTo(temporary);
    assertThat(used.getFileName().toString()).matches("vae4j-nd4j\\d+");
    assertThat(planted.resolve("cache")).isEmptyDirectory();
    assertThat(used).doesNotExist();
  }

  @Test
  void aKilledProcessLeavesNoLibraries() throws Exception {
    Path used = Path.of(start(noHome, temporary, "killed").get(1));
    assertThat(used).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(used)))
        .isEqualTo("rwx------");
    try (Stream<Path> all = Files.list(temporary)) {
      assertThat(all).containsExactly(used);
    }
  }

  @Test
  void withoutAnyDirectoryTheEngineSaysWhy() throws Exception {
    List<String> lines = start(noHome, noHome, "in its time");
    assertThat(lines.get(0))
        .startsWith("false ND4J ")
        .contains(noHome + "/.javacpp/cache: can't be written; and none can be made in " + noHome)
        .endsWith("name one of your own with -Dorg.bytedeco.javacpp.cachedir");
  }

  @Test
  void aHomeOfOnesOwnIsTaken() throws Exception {
    Path home = Files.createDirectory(folder.resolve("own"));
    Path cache = home.resolve(".javacpp/cache");
    assertThat(start(home, temporary, "killed").get(1)).isEqualTo(cache.toString());
    assertThat(cache).isNotEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatOthersOwnOrCanWriteIsRefused() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    int user = (int) Files.getAttribute(cache, "unix:uid");
    NativeCache.requireOwn(cache, user);
    assertThatThrownBy(() -> NativeCache.requireOwn(cache, user + 1))
        .isInstanceOf(IOException.class)
        .hasMessage(cache + ": belongs to another user");
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> NativeCache.requireOwn(cache, user))
        .isInstanceOf(IOException.class)
        .hasMessage(cache + ": can be written by every user");
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> NativeCache.requireOwn(cache, user))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": can be written by every user");
  }
}
