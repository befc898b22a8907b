package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes. {@code -Dvae.kills=30} kills more of them. */
final class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("vae.kills", 5);

  @TempDir Path temp;

  @Test
  void killedAtRandomMomentsARunGivesTheSameBits() throws IOException, InterruptedException {
    DurableTraining training = new DurableTraining(temp);
    long whole = System.nanoTime();
    try (VaeProcess process = training.startOrResume(temp.resolve("run-0"))) {
      assertThat(process.exitCode()).isZero();
    }
    long milliseconds = (System.nanoTime() - whole) / 1_000_000;
    training.assertSameResult(temp.resolve("run-0"));

    Random random = new Random();
    List<Long> kills = new ArrayList<>();
    for (int run = 1; kills.size() < KILLS; run++) {
      Path folder = temp.resolve("run-" + run);
      boolean finished = false;
      while (!finished) {
        try (VaeProcess process = training.startOrResume(folder)) {
          long moment = random.nextLong(milliseconds);
          if (kills.size() < KILLS && process.runsAfter(moment)) {
            process.kill9();
            kills.add(moment);
          } else {
            assertThat(process.exitCode()).as(process.err()).isZero();
            finished = true;
          }
        }
      }
      training.assertSameResult(folder);
    }
    System.out.printf(
        "killed %d times, %s ms after the start of a process that needs %d ms; same bits%n",
        kills.size(), kills, milliseconds);
  }
}
