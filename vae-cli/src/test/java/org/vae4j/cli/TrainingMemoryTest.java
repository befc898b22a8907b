package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that train the reference model on the 60,000 images of MNIST. */
@EnabledOnOs(OS.LINUX) // where a process's memory is a file
final class TrainingMemoryTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"ejml, 400", "jblas, 1000", "nd4j, 1000"})
  void residentMemoryStaysBelowWhatIsPromised(String engine, long megabytes) throws Exception {
    AtomicLong most = new AtomicLong();
    Path run = temp.resolve("run");
    try (VaeProcess process =
        VaeProcess.start(
            temp,
            List.of("env", "JDK_JAVA_OPTIONS=-Xms64m"), // as the vae script
            "train",
            "--backend",
            engine,
            "--max-steps",
            60,
            "--threads",
            2,
            "--out",
            run)) {
      process.await(
          () -> {
            most.accumulateAndGet(highest(process.pid()), Math::max);
            return false;
          });
    }
    assertThat(run.resolve("images/samples.png")).isNotEmptyFile();
    assertThat(most.get() >> 20).as("MB resident").isBetween(100L, megabytes);
  }

  /** Returns the most bytes that were resident so far; 0 once the process has ended. */
  private static long highest(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
