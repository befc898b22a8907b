package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.train.Checkpoint;

/** Sends signals to real processes. */
@DisabledOnOs(OS.WINDOWS)
final class SignalTest {
  /** A shell's background jobs, and so their tests, are born deaf to SIGINT: Java leaves it so. */
  private static final List<String> HEARING = List.of("env", "--default-signal=HUP,INT,TERM");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void finishesTheStepWritesTheLastCheckpointAndSaysHowToGoOn(String signal, int exitCode)
      throws IOException, InterruptedException {
    DurableTraining training = new DurableTraining(temp);
    Path run = temp.resolve("run");
    Path last = run.resolve("checkpoints/last.safetensors");
    try (VaeProcess process =
        VaeProcess.start(temp, HEARING, training.arguments(run, "--checkpoint-keep", "all"))) {
      process.await(() -> Files.exists(last));
      process.signal(signal);
      assertThat(process.exitCode()).isEqualTo(exitCode);
      long step = Checkpoint.read(last).progress().step();
      assertThat(step).isBetween(1L, 9L * DurableTraining.EPOCHS - 1);
      assertThat(process.err())
          .matches(
              "vae: stopped by SIG%s after step %d \\(epoch \\d+\\); this goes on: vae train --resume %s\n"
                  .formatted(signal, step, run));
      Map<String, String> record = JsonReader.read(Files.readString(run.resolve("run.json")));
      assertThat(record)
          .containsEntry("state", "stopped")
          .containsEntry("exit_code", Integer.toString(exitCode));
    }
    try (VaeProcess process = training.startOrResume(run)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      assertThat(process.out()).containsPattern("resume +after step \\d+, from .*safetensors");
    }
    training.assertSameResult(run);
  }

  /** As nohup asks for. */
  @Test
  void anIgnoredHangUpIsNoStop() throws IOException, InterruptedException {
    DurableTraining training = new DurableTraining(temp);
    Path run = temp.resolve("run");
    try (VaeProcess process =
        VaeProcess.start(temp, List.of("env", "--ignore-signal=HUP"), training.arguments(run))) {
      process.await(() -> Files.exists(run.resolve("checkpoints/last.safetensors")));
      process.signal("HUP");
      assertThat(process.exitCode()).as(process.err()).isZero();
    }
    training.assertSameResult(run);
  }

  @Test
  void aSecondSignalEndsALongStepAtOnce() throws IOException, InterruptedException {
    Path run = temp.resolve("run");
    try (VaeProcess process =
        VaeProcess.start(
            temp,
            HEARING,
            "train",
            "--backend",
            "ejml",
            "--out",
            run,
            "--hidden",
            4000,
            "--batch-size",
            60_000,
            "--micro-batch",
            100,
            "--threads",
            1,
            "--epochs",
            1)) {
      process.await(() -> says(process, "run  "));
      assertThat(process.runsAfter(1000)).isTrue(); // in its only step, which takes minutes
      process.signal("INT");
      assertThat(process.runsAfter(500)).as("goes on with the step").isTrue();
      process.signal("INT");
      assertThat(process.exitCode()).isEqualTo(130);
    }
    assertThat(run.resolve("checkpoints/last.safetensors")).doesNotExist();
  }

  private static boolean says(VaeProcess process, String text) {
    try {
      return process.out().contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
