package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vae4j.io.Sha256;

/**
 * A training of some steps with a checkpoint at each, and what it gives when nothing disturbs it.
 */
final class DurableTraining {
  static final int EPOCHS = 8;

  private final Path temp;
  private final Path data;
  private final Path undisturbed;

  /** Writes the data and trains once. */
  DurableTraining(Path temp) throws IOException {
    this.temp = temp;
    this.data = Digits.folder(temp.resolve("digits"));
    this.undisturbed = temp.resolve("undisturbed");
    assertThat(new Cli(temp.resolve("runs")).run(arguments(undisturbed)).exitCode()).isZero();
  }

  Path data() {
    return data;
  }

  Object[] arguments(Path out, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--backend",
                "ejml",
                "--data",
                data,
                "--hidden",
                24,
                "--latent",
                3,
                "--batch-size",
                10,
                "--micro-batch",
                5,
                "--threads",
                2,
                "--epochs",
                EPOCHS,
                "--checkpoint-every",
                "1steps",
                "--out",
                out));
    args.addAll(Arrays.asList(more));
    return args.toArray();
  }

  /** Starts the run, or goes on with it if it has begun. */
  VaeProcess startOrResume(Path run) throws IOException {
    return Files.exists(run.resolve("run.json"))
        ? VaeProcess.start(temp, "train", "--resume", run)
        : VaeProcess.start(temp, arguments(run));
  }

  /** Makes sure that a run has given what the undisturbed one has, to the bit. */
  void assertSameResult(Path run) throws IOException {
    for (String file :
        List.of(
            "model.safetensors",
            "checkpoints/last.safetensors",
            "checkpoints/best.safetensors",
            "images/samples.png",
            "images/reconstruction-epoch-07.png")) {
      assertThat(sha256(run.resolve(file))).as(file).isEqualTo(sha256(undisturbed.resolve(file)));
    }
    assertThat(reportOfResult(run)).isEqualTo(reportOfResult(undisturbed));
    assertThat(withoutTimes(run)).isEqualTo(withoutTimes(undisturbed)).hasSize(EPOCHS + 1);
    assertThat(JsonReader.read(Files.readString(run.resolve("run.json"))))
        .containsEntry("state", "finished")
        .containsEntry("exit_code", "0");
  }

  private static String reportOfResult(Path run) throws IOException {
    return Files.readString(run.resolve("report.html"))
        .replaceAll("\"(seconds|imagesPerSecond)\":[^,}]*", "")
        .replaceAll("\\[\"checkpoint keep\",\"\\w+\"\\]", "")
        .replaceAll("(<title>|id=\"title\">|\"\\w+\":\")" + run.getFileName() + "\\b", "$1RUN");
  }

  private static String sha256(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Sha256.of(out -> out.write(bytes));
  }

  private static List<String> withoutTimes(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
        .toList();
  }
}
