package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.train.Checkpoint;
import org.vae4j.train.Checkpoints;

/** Takes the disk away from real processes, and gives it back. */
@DisabledOnOs(OS.WINDOWS)
final class LostDiskTest {
  @TempDir Path temp;
  private DurableTraining training;

  @BeforeEach
  void train() throws IOException {
    training = new DurableTraining(temp);
  }

  private void assertCannotWrite(VaeProcess process, Path run, String reason)
      throws IOException, InterruptedException {
    assertThat(process.exitCode()).as(process.err()).isEqualTo(74);
    assertThat(process.err())
        .startsWith("vae: can't write to the run folder " + run + ": ")
        .contains(reason)
        .hasLineCount(1);
  }

  private void assertGoesOn(Path run) throws IOException, InterruptedException {
    try (VaeProcess process = training.startOrResume(run)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      assertThat(process.err()).isEmpty();
    }
    training.assertSameResult(run);
  }

  /** Whether a command worked; only the superuser may mount. */
  private static boolean did(Object... command) throws IOException, InterruptedException {
    List<String> texts = Arrays.stream(command).map(Object::toString).toList();
    return new ProcessBuilder(texts)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** On a real file system of 3 MB where one may be mounted, or else with a limit on each file. */
  @Test
  void aFullDiskLeavesTheLastGoodCheckpoint() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(temp.resolve("disk"));
    boolean mounted = did("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk);
    try {
      Path ballast = Files.write(disk.resolve("ballast"), new byte[2 << 20]);
      Path run = disk.resolve("run");
      List<String> limit =
          mounted ? List.of() : List.of("bash", "-c", "ulimit -f 300; exec \"$@\"", "bash");
      try (VaeProcess process = VaeProcess.start(temp, limit, training.arguments(run))) {
        assertCannotWrite(process, run, mounted ? "No space left on device" : "File too large");
      }
      Checkpoint newest =
          Checkpoints.newest(run.resolve("checkpoints"), failure -> assertThat(failure).isNull());
      if (mounted) {
        assertThat(newest.progress().step()).isPositive();
      }
      Files.delete(ballast);
      assertGoesOn(run);
    } finally {
      if (mounted) {
        assertThat(did("umount", "-l", disk)).isTrue();
      }
    }
  }

  @Test
  void aFolderThatBecomesReadOnlyLeavesTheLastGoodCheckpoint()
      throws IOException, InterruptedException {
    Path run = temp.resolve("run");
    Path checkpoints = run.resolve("checkpoints");
    Path last = checkpoints.resolve("last.safetensors");
    try (VaeProcess process = VaeProcess.start(temp, training.arguments(run))) {
      process.await(() -> Files.exists(last));
      AtomicBoolean mounted = new AtomicBoolean();
      process.whileStopped(
          () -> {
            mounted.set(
                did("mount", "--bind", checkpoints, checkpoints)
                    && did("mount", "-o", "remount,bind,ro", checkpoints));
            assertThat(mounted.get() || did("chmod", "555", checkpoints)).isTrue();
          });
      assertCannotWrite(
          process, run, mounted.get() ? "Read-only file system" : "permission denied");
    } finally {
      did("umount", "-l", checkpoints);
      did("chmod", "755", checkpoints);
    }
    assertThat(Checkpoint.read(last).progress().step()).isPositive();
    assertGoesOn(run);
  }

  @Test
  void aFolderThatIsTakenAwayIsAnErrorAndIsNotMadeAgain() throws IOException, InterruptedException {
    Path run = temp.resolve("run");
    Path moved = temp.resolve("moved");
    try (VaeProcess process = VaeProcess.start(temp, training.arguments(run))) {
      process.await(() -> Files.exists(run.resolve("checkpoints/last.safetensors")));
      process.whileStopped(() -> Files.move(run, moved));
      assertCannotWrite(process, run, "no such file or folder");
    }
    assertThat(run).doesNotExist();
    assertGoesOn(moved);
  }
}
