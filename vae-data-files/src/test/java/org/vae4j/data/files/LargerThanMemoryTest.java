package org.vae4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a small heap trains on a table that is larger than that heap. */
final class LargerThanMemoryTest {
  private static final int HEAP_MEGABYTES = 48;
  private static final int COPIES = 800;

  @Test
  void aTableLargerThanTheHeapIsTrainedOn(@TempDir Path temp) throws Exception {
    Path table = repeated(temp.resolve("large.csv"));
    Path out = temp.resolve("out.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            TrainOnTable.class.getName(),
            table.toString(),
            temp.resolve("cache").toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int exitCode = process.waitFor();
    String said = Files.readString(out);
    assertThat(exitCode).as(said).isZero();
    String[] figures = said.lines().reduce((first, second) -> second).orElse("").split(" ", -1);
    long bytes = Long.parseLong(figures[0]);
    long heap = Long.parseLong(figures[1]);
    assertThat(bytes).isEqualTo(569L * COPIES * 30 * Double.BYTES);
    assertThat(heap).isLessThanOrEqualTo(HEAP_MEGABYTES << 20);
    assertThat(bytes).isGreaterThan(2 * heap);
    assertThat(Double.parseDouble(figures[3])).isLessThan(Double.parseDouble(figures[2]));
  }

  private static Path repeated(Path file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../data/breast-cancer.csv"));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(lines.get(0) + "\n");
      for (int copy = 0; copy < COPIES; copy++) {
        for (String line : lines.subList(1, lines.size())) {
          out.write(line + "\n");
        }
      }
    }
    return file;
  }
}
