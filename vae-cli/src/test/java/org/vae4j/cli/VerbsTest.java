package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vae4j.cli.Cli.assertRefused;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

/** What can be done with a model, on a table and on images made from real data. */
final class VerbsTest {
  private static final Path CANCER = OwnDataTest.CANCER;

  @TempDir static Path shared;
  private static Path table;
  private static Path images;
  private static Cli cli;

  @TempDir Path temp;

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(shared.resolve("runs"));
    table = shared.resolve("table");
    images = shared.resolve("images");
    Path digits = DigitPictures.folder(shared.resolve("digits"), 0, 40);
    cli.ok(
        "train",
        "--data",
        CANCER,
        "--label-column",
        "diagnosis",
        "--hidden",
        24,
        "--latent",
        3,
        "--epochs",
        40,
        "--validation",
        69,
        "--out",
        table);
    cli.ok("train", "--data", digits, "--hidden", 8, "--latent", 2, "--epochs", 1, "--out", images);
  }

  private static List<String[]> csv(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
  }

  private static VaeModel model(Backend backend, Path run) throws IOException {
    return ModelFile.read(run.resolve("model.safetensors"), backend);
  }

  @Test
  void encodeGivesTheSamePosteriorsAsCsvAndAsNumpy() throws IOException {
    Path text = temp.resolve("latents.csv");
    Path numpy = temp.resolve("latents.npy");
    cli.ok("encode", table, "--data", CANCER, "--out", text);
    Map<String, String> said =
        JsonReader.read(cli.ok("encode", table, "--data", CANCER, "--out", numpy, "--json").out());
    assertThat(said).containsEntry("rows", "569").containsEntry("latent", "3");
    List<String[]> rows = csv(text);
    assertThat(rows).hasSize(570);
    assertThat(rows.get(0))
        .containsExactly("row", "label", "mu1", "mu2", "mu3", "logvar1", "logvar2", "logvar3");
    assertThat(rows.get(1)).startsWith("1", "malignant");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(numpy)).order(ByteOrder.LITTLE_ENDIAN);
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (569, 6), }"
            + " ".repeat(128 - 10 - 61 - 1)
            + "\n";
    byte[] begin = new byte[128];
    bytes.get(begin);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    expected.write(header.getBytes(StandardCharsets.US_ASCII));
    assertThat(begin).isEqualTo(expected.toByteArray());
    for (int row = 1; row <= 569; row++) {
      for (int i = 2; i < 8; i++) {
        assertThat(Float.toString(bytes.getFloat())).isEqualTo(rows.get(row)[i]);
      }
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void encodeTakesTheRowsOfTheRunOrNewOnesWithoutLabels() throws IOException {
    Path file = temp.resolve("l.csv");
    cli.ok("encode", table, "--set", "validation", "--out", file);
    assertThat(csv(file)).hasSize(70);
    List<String> lines = Files.readAllLines(CANCER);
    Path unlabelled = temp.resolve("new.csv");
    Files.write(
        unlabelled,
        lines.subList(0, 4).stream()
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toList());
    cli.ok("encode", table, "--data", unlabelled, "--out", file);
    assertThat(csv(file).get(0)).startsWith("row", "mu1");
    assertThat(csv(file)).hasSize(4);
    assertRefused(cli.run("encode", images, "--set", "test", "--out", file), 2, "no such rows");
  }

  @Test
  void interpolationGoesFromOneReconstructionToTheOther() throws IOException {
    Path way = temp.resolve("way.csv");
    Path back = temp.resolve("back.csv");
    cli.ok("interpolate", table, 1, 20, "--data", CANCER, "--steps", 5, "--out", way);
    cli.ok("reconstruct", table, "--data", CANCER, "--count", 20, "--out", back);
    assertThat(csv(way)).hasSize(6);
    assertThat(csv(way).get(1)).isEqualTo(csv(back).get(1));
    assertThat(csv(way).get(5)).isEqualTo(csv(back).get(20));
    Path picture = temp.resolve("way.png");
    cli.ok("interpolate", images, 1, 2, "--steps", 5, "--out", picture);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(5 * (3 * 28 + 1) - 1);
    assertThat(image.getHeight()).isEqualTo(3 * 28);
    assertRefused(
        cli.run("interpolate", images, 1, 41, "--out", picture),
        2,
        "TO is 41, expected a row from 1 to 40 of digits");
  }

  @Test
  void traversalMovesOneDimensionAtATime() throws IOException {
    Path ways = temp.resolve("ways.csv");
    cli.ok("traverse", table, "--steps", 3, "--range", 2, "--out", ways);
    List<String[]> rows = csv(ways);
    assertThat(rows).hasSize(1 + 3 * 3);
    assertThat(rows.get(0)).startsWith("dimension", "value", "mean radius");
    assertThat(rows.get(1)).startsWith("1", "-2.0");
    assertThat(rows.get(9)).startsWith("3", "2.0");
    String[] middle = Arrays.copyOfRange(rows.get(2), 2, 32);
    assertThat(Arrays.copyOfRange(rows.get(5), 2, 32)).isEqualTo(middle);
    assertThat(Arrays.copyOfRange(rows.get(4), 2, 32)).isNotEqualTo(middle);
    Path picture = temp.resolve("ways.png");
    cli.ok("traverse", images, "--row", 3, "--steps", 4, "--out", picture);
    assertThat(ImageIO.read(picture.toFile()).getHeight()).isEqualTo(2 * (3 * 28 + 1) - 1);
    assertRefused(cli.run("traverse", images, "--range", 0), 2, "--range is 0.0");
  }

  @Test
  void scoresMarkWhatIsUnusualAndContributionsAddUp() throws IOException {
    Path odd = temp.resolve("odd.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(CANCER).subList(0, 30));
    String[] cells = lines.get(20).split(",", -1);
    cells[1] = "500";
    lines.add(String.join(",", cells));
    Files.write(odd, lines);
    Path file = temp.resolve("scores.csv");
    Outcome outcome =
        cli.ok(
            "score",
            table,
            "--data",
            odd,
            "--contributions",
            "--quantile",
            1,
            "--out",
            file,
            "--json");
    Map<String, String> said = JsonReader.read(outcome.out());
    assertThat(said).containsEntry("anomalies", "1").containsEntry("reference_rows", "500");
    List<String[]> rows = csv(file);
    assertThat(rows.get(0))
        .startsWith("row", "label", "score", "anomaly", "kl", "most_unusual")
        .endsWith("contribution worst fractal dimension")
        .hasSize(36);
    assertThat(rows.get(30)[3]).isEqualTo("1");
    assertThat(rows.get(30)[5]).isEqualTo("mean texture");
    for (String[] row : rows.subList(1, rows.size())) {
      double sum = Double.parseDouble(row[4]);
      for (int i = 6; i < row.length; i++) {
        sum += Double.parseDouble(row[i]);
      }
      assertThat(sum).isCloseTo(Double.parseDouble(row[2]), within(1e-9 * Math.abs(sum)));
    }
  }

  @Test
  void aScoreDependsOnNothingButTheRow() throws IOException {
    Path all = temp.resolve("all.csv");
    Path one = temp.resolve("one.csv");
    cli.ok("score", table, "--data", CANCER, "--threads", 2, "--out", all);
    List<String> lines = Files.readAllLines(CANCER);
    Path last = Files.write(temp.resolve("last.csv"), List.of(lines.get(0), lines.get(569)));
    cli.ok("score", table, "--data", last, "--threads", 1, "--out", one);
    assertThat(csv(one).get(1)[2]).isEqualTo(csv(all).get(569)[2]);
    cli.ok("score", table, "--data", last, "--importance", "--samples", 200, "--out", one);
    assertThat(Double.parseDouble(csv(one).get(1)[2]))
        .isLessThan(Double.parseDouble(csv(all).get(569)[2]));
  }

  @Test
  void theQuantileIsThatOfTheReference() throws IOException {
    Path file = temp.resolve("scores.csv");
    String half =
        cli.ok(
                "score",
                table,
                "--data",
                CANCER,
                "--reference",
                CANCER,
                "--quantile",
                0.5,
                "--out",
                file,
                "--json")
            .out();
    assertThat(JsonReader.read(half)).containsEntry("anomalies", "284");
    Path alone = Files.copy(table.resolve("model.safetensors"), temp.resolve("m.safetensors"));
    assertRefused(
        cli.run("score", alone, "--data", CANCER, "--out", file),
        2,
        "give usual rows with --reference");
    cli.ok("score", images, "--out", file);
    assertThat(csv(file).get(1)[5]).matches("\\d+:\\d+");
  }

  @Test
  void exportedArraysAreTheWeights() throws IOException {
    Path npz = temp.resolve("w.npz");
    cli.ok("export", table, "--out", npz);
    byte[] first = Files.readAllBytes(npz);
    cli.ok("export", table.resolve("checkpoints/last.safetensors"), "--out", npz);
    assertThat(npz).hasBinaryContent(first);
    try (Backend backend = new EjmlProvider().create();
        VaeModel model = model(backend, table);
        ZipInputStream zip = new ZipInputStream(Files.newInputStream(npz))) {
      List<String> names = new ArrayList<>();
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName().replace(".npy", "");
        names.add(name);
        byte[] content = zip.readAllBytes();
        byte[] header = Numpy.header(DType.F32, model.weights().get(name).shape().dimensions());
        assertThat(header.length % 64).isZero();
        assertThat(Arrays.copyOf(content, header.length)).isEqualTo(header);
        ByteBuffer values = ByteBuffer.wrap(content, header.length, content.length - header.length);
        for (double value : model.weights().values(name)) {
          assertThat((double) values.order(ByteOrder.LITTLE_ENDIAN).getFloat()).isEqualTo(value);
        }
        assertThat(values.hasRemaining()).isFalse();
      }
      assertThat(names).containsExactlyElementsOf(model.weights().names());
    }
    Path safe = temp.resolve("w.safetensors");
    cli.ok("export", table.resolve("checkpoints/last.safetensors"), "--out", safe);
    assertThat(safe).hasSameBinaryContentAs(table.resolve("model.safetensors"));
    assertRefused(cli.run("export", table, "--out", temp.resolve("w.h5")), 2, "w.h5, expected");
  }

  @Test
  void numpyHeadersOfVectorsAndMatricesAreAsTheFormatSays() {
    assertThat(new String(Numpy.header(DType.F64, 400), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u0093NUMPY\u0001\u0000v\u0000"
                + "{'descr': '<f8', 'fortran_order': False, 'shape': (400,), }"
                + " ".repeat(118 - 59 - 1)
                + "\n");
    assertThat(Numpy.header(DType.F32, 2_000_000_000, 2_000_000_000)).hasSize(128);
  }

  @Test
  void infoSaysWhatAFileIs() throws IOException {
    assertThat(cli.ok("info", table).out())
        .contains("kind", "model", "rows of 30 columns", "mean radius", "diagnosis", "finished");
    Map<String, String> said =
        JsonReader.read(
            cli.ok("info", images.resolve("checkpoints/last.safetensors"), "--json").out());
    assertThat(said)
        .containsEntry("kind", "checkpoint")
        .containsEntry("loss", "mse")
        .containsEntry("features", "784")
        .containsEntry("latent", "2")
        .containsEntry("dtype", "f32")
        .containsEntry("step", "1")
        .containsEntry("data", "images of 28x28")
        .containsEntry("run.state", "finished");
    Path text = Files.writeString(temp.resolve("text.safetensors"), "this is no model at all");
    assertRefused(cli.run("info", text), 65, "text.safetensors: found");
  }

  @Test
  void resumeIsTrainResume() {
    assertThat(cli.ok("resume", images).out())
        .isEqualTo(cli.ok("train", "--resume", images).out())
        .contains("is finished; nothing is left to do");
    assertThat(cli.ok("resume", images, "--json").out())
        .isEqualTo(cli.ok("train", "--resume", images, "--json").out());
    assertRefused(cli.run("resume", temp.resolve("no")), 66, "no such run folder");
  }

  @Test
  void completionKnowsVerbsAndOptions() {
    String script = cli.ok("completion").out();
    assertThat(script).contains("complete -F", "--label-column", "interpolate", "--quantile");
  }
}
