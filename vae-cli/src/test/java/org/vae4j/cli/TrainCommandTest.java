package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.Idx;

final class TrainCommandTest {
  @TempDir Path temp;
  private Path data;
  private Cli cli;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"));
    cli = new Cli(temp.resolve("runs"));
  }

  private Outcome train(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data,
                "--hidden",
                12,
                "--latent",
                3,
                "--batch-size",
                32,
                "--micro-batch",
                8,
                "--epochs",
                2));
    args.addAll(Arrays.asList(more));
    return cli.run(args.toArray());
  }

  private Path trained(String name, Object... more) {
    Path out = temp.resolve(name);
    List<Object> args = new ArrayList<>(List.of("--out", out));
    args.addAll(Arrays.asList(more));
    Outcome outcome = train(args.toArray());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    return out;
  }

  private static Map<String, String> record(Path run) throws IOException {
    return JsonReader.read(Files.readString(run.resolve("run.json")));
  }

  @Test
  void leavesExactlyTheFilesOfARun() throws IOException {
    Path run = trained("run");
    try (Stream<Path> files = Files.walk(run)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> run.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "model.safetensors",
              "metrics.csv",
              "run.json",
              "report.html",
              "config.yaml",
              ".lock",
              Path.of("images", "loss.png").toString(),
              Path.of("images", "loss-reconstruction.png").toString(),
              Path.of("images", "loss-kl.png").toString(),
              Path.of("images", "latent.png").toString(),
              Path.of("images", "kl.png").toString(),
              Path.of("checkpoints", "best.safetensors").toString(),
              Path.of("checkpoints", "last.safetensors").toString(),
              Path.of("images", "reconstruction-epoch-01.png").toString(),
              Path.of("images", "reconstruction-epoch-02.png").toString(),
              Path.of("images", "samples.png").toString());
    }
  }

  @Test
  void writesARowOfMetricsForEachEpoch() throws IOException {
    Path run = trained("run");
    assertThat(Files.readString(run.resolve("metrics.csv")))
        .startsWith(
            "epoch,step,train_loss,train_reconstruction,train_kl,test_loss,test_reconstruction,"
                + "test_kl,images_per_second,seconds\n")
        .endsWith("\n");
    List<Map<String, String>> rows = MetricsTable.read(run);
    assertThat(rows).extracting(row -> row.get("epoch")).containsExactly("1", "2");
    assertThat(rows).extracting(row -> row.get("step")).containsExactly("3", "6");
    for (Map<String, String> row : rows) {
      for (String set : List.of("train", "test")) {
        double loss = Double.parseDouble(row.get(set + "_loss"));
        double parts =
            Double.parseDouble(row.get(set + "_reconstruction"))
                + Double.parseDouble(row.get(set + "_kl"));
        assertThat(loss).isPositive().isEqualTo(parts);
      }
      double images =
          Double.parseDouble(row.get("images_per_second")) * Double.parseDouble(row.get("seconds"));
      assertThat(images).isCloseTo(Digits.TRAIN, within(1e-6));
    }
    assertThat(Double.parseDouble(rows.get(1).get("test_loss")))
        .isLessThan(Double.parseDouble(rows.get(0).get("test_loss")));
  }

  @Test
  void writesTheEpochThatMaxStepsCutsOff() throws IOException {
    Path run = trained("run", "--max-steps", 4);
    List<Map<String, String>> rows = MetricsTable.read(run);
    assertThat(rows).extracting(row -> row.get("step")).containsExactly("3", "4");
    assertThat(rows.get(1).get("test_loss")).isNotEmpty();
    assertThat(run.resolve("images/reconstruction-epoch-02.png")).exists();
  }

  @Test
  void recordsWhatWasRun() throws IOException {
    Path run = trained("run", "--seed", 7, "--threads", 2);
    assertThat(record(run))
        .containsEntry("version", Version.text())
        .containsEntry("state", "finished")
        .containsEntry("exit_code", "0")
        .containsEntry("started", Cli.NOW.toString())
        .hasEntrySatisfying(
            "starts.0.first_step_time",
            time -> assertThat(Instant.parse(time)).isBeforeOrEqualTo(Instant.now()))
        .containsEntry("settings.seed", "7")
        .containsEntry("settings.threads", "2")
        .containsEntry("settings.hidden", "12")
        .containsEntry("settings.max_steps", "null")
        .containsEntry("engine.name", "ejml")
        .containsEntry("data.name", "digits")
        .containsEntry("data.image_size", "28x28")
        .containsEntry("data.train_sha256", Idx.readFolder(data).train().sha256())
        .containsEntry("java", Version.java())
        .containsEntry("results.epochs", "2")
        .containsEntry("results.test_loss", MetricsTable.read(run).get(1).get("test_loss"));
    assertThat(Version.text()).matches("\\d.*");
  }

  @Test
  void tellsEngineReasonProgressAndPlaces() {
    Outcome outcome = train();
    Path run = temp.resolve("runs/digits-ejml-1");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines())
        .anyMatch(
            line ->
                line.startsWith("engine  ejml ")
                    && line.contains("jblas can't run here: libgfortran.so.5 is missing"))
        .anyMatch(line -> line.contains("digits: 90 training and 30 test images of 28x28"))
        .anyMatch(line -> line.contains("784-12-3"))
        .anyMatch(line -> line.matches("epoch 1/2  train .* = .* \\+ KL .*test .* images/s"))
        .anyMatch(line -> line.startsWith("epoch 2/2"))
        .anyMatch(line -> line.contains(run.resolve("model.safetensors").toString()));
  }

  @Test
  void numbersRunsWithoutOut() {
    train("--max-steps", 1);
    train("--max-steps", 1);
    assertThat(temp.resolve("runs/digits-ejml-1/model.safetensors")).exists();
    assertThat(temp.resolve("runs/digits-ejml-2/model.safetensors")).exists();
  }

  @Test
  void printsOneJsonDocument() throws IOException {
    Path out = temp.resolve("run");
    Outcome outcome = train("--json", "--out", out);
    Map<String, String> result = JsonReader.read(outcome.out());
    Map<String, String> last = MetricsTable.read(out).get(1);
    for (String name : MetricsTable.COLUMNS.subList(2, 8)) {
      assertThat(result).containsEntry(name, last.get(name));
    }
    assertThat(result)
        .containsEntry("out", out.toString())
        .containsEntry("engine", "ejml")
        .containsEntry("steps", "6")
        .containsKeys("images_per_second", "seconds");
    assertThat(outcome.err()).contains("epoch 2/2");
  }

  @Test
  void sameSeedGivesTheSameModelBytesOnAnyNumberOfThreads() throws IOException {
    byte[] first = model(trained("a", "--threads", 1));
    assertThat(model(trained("b", "--threads", 1))).isEqualTo(first);
    assertThat(model(trained("c", "--threads", 2))).isEqualTo(first);
    assertThat(model(trained("d", "--seed", 2))).isNotEqualTo(first);
  }

  private static byte[] model(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("model.safetensors"));
  }

  @Test
  void trainsOnOtherSizesAndWithoutATestSet() throws IOException {
    data = Digits.folder(temp.resolve("narrow"), 20, 12, false);
    Path run = trained("run");
    for (Map<String, String> row : MetricsTable.read(run)) {
      assertThat(row.get("train_loss")).isNotEmpty();
      assertThat(row.get("test_loss")).isEmpty();
      assertThat(row.get("test_reconstruction")).isEmpty();
      assertThat(row.get("test_kl")).isEmpty();
    }
    BufferedImage samples = ImageIO.read(run.resolve("images/samples.png").toFile());
    assertThat((double) samples.getHeight() / samples.getWidth())
        .isCloseTo(20.0 / 12, within(0.05));
    assertThat(record(run))
        .containsEntry("data.image_size", "12x20")
        .containsEntry("results.test_loss", "null");
  }

  @Test
  void drawsOriginalsAboveReconstructionsWhateverTheLoss() throws IOException {
    BufferedImage signed = reconstruction(trained("mse"));
    BufferedImage unit = reconstruction(trained("bce", "--likelihood", "bernoulli"));
    int half = signed.getHeight() / 2;
    int[] originals = signed.getRGB(0, 0, signed.getWidth(), half, null, 0, signed.getWidth());
    assertThat(unit.getRGB(0, 0, signed.getWidth(), half, null, 0, signed.getWidth()))
        .isEqualTo(originals);
    assertThat(Arrays.stream(originals).map(rgb -> rgb & 0xFF)).contains(0, 255);
    assertThat(signed.getWidth()).isGreaterThan(10 * 28 * 2);
  }

  private static BufferedImage reconstruction(Path run) throws IOException {
    return ImageIO.read(run.resolve("images/reconstruction-epoch-01.png").toFile());
  }

  @Test
  void takesLikelihoodOptimizerAndTypeByName() throws IOException {
    Path run =
        trained(
            "run",
            "--likelihood",
            "bernoulli",
            "--optimizer",
            "sgd",
            "--lr",
            "1e-5",
            "--dtype",
            "f64",
            "--clip-norm",
            10);
    assertThat(record(run))
        .containsEntry("settings.likelihood", "bernoulli")
        .containsEntry("settings.optimizer", "sgd")
        .containsEntry("settings.lr", "1.0E-5")
        .containsEntry("settings.dtype", "f64")
        .containsEntry("settings.clip_norm", "10.0");
    assertThat(new String(model(run), 0, 4000, StandardCharsets.ISO_8859_1)).contains("F64");
  }

  @Test
  void usesAnOutFolderThatIsEmpty() throws IOException {
    Files.createDirectory(temp.resolve("empty"));
    assertThat(trained("empty").resolve("model.safetensors")).exists();
  }

  @Test
  void trainsOnTheEmbeddedMnistByDefault() throws IOException {
    Path out = temp.resolve("run");
    Outcome outcome =
        cli.run("train", "--max-steps", 2, "--hidden", 8, "--latent", 2, "--out", out);
    assertThat(outcome.exitCode()).isZero();
    assertThat(record(out))
        .containsEntry("data.name", "mnist")
        .containsEntry("data.train_rows", "60000")
        .containsEntry("data.test_rows", "10000");
  }

  @Test
  void stopsWhenTheLossIsNotFiniteAndLeavesNoModel() throws IOException {
    Path out = temp.resolve("run");
    Outcome outcome = train("--out", out, "--optimizer", "sgd", "--lr", "1e9");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("vae: training: the loss is not finite")
        .contains("learning rate 1.0E9", "step", "epoch", "try")
        .hasLineCount(1);
    assertThat(record(out))
        .containsEntry("state", "failed")
        .containsEntry("exit_code", "3")
        .containsEntry("results.epochs", "0");
    assertThat(out.resolve("model.safetensors")).doesNotExist();
    assertThat(out.resolve("metrics.csv")).doesNotExist();
  }

  @Test
  void saysThatTheRunFolderCannotBeWrittenAnyMore() throws IOException {
    Path out = temp.resolve("run");
    cli.whenTheRunBegins(() -> occupy(out.resolve("images")));
    Outcome outcome = train("--out", out);
    assertThat(outcome.exitCode()).isEqualTo(74);
    assertThat(outcome.err())
        .startsWith("vae: can't write to the run folder " + out + ": ")
        .contains("images")
        .hasLineCount(1);
    assertThat(record(out)).containsEntry("state", "failed").containsEntry("exit_code", "74");
  }

  private static void occupy(Path path) {
    try {
      Files.createFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
