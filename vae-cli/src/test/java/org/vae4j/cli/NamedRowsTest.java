package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.cli.Cli.Outcome;

/** Rows that interpolate and traverse take by number, from images, and from tables. */
final class NamedRowsTest {
  private static final Path CANCER = OwnDataTest.CANCER;

  @TempDir static Path shared;
  private static Path table;
  private static Path images;
  private static List<Path> digits;
  private static Cli cli;

  @TempDir Path temp;

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(shared.resolve("runs"));
    table = shared.resolve("table");
    images = shared.resolve("images");
    Path folder = DigitPictures.folder(shared.resolve("digits"), 0, 12);
    try (Stream<Path> all = Files.walk(folder)) {
      digits = all.filter(Files::isRegularFile).sorted().toList();
    }
    train(table, CANCER, "--label-column=diagnosis");
    train(images, folder, "--quiet");
  }

  private static void train(Path out, Path data, String more) {
    Object[] args = {
      "train", "--data", data, "--hidden=8", "--latent=2", "--epochs=1", "--out", out, more
    };
    assertThat(cli.run(args).exitCode()).isZero();
  }

  private byte[] way(Object model, Object from, Object to, Object... more) throws IOException {
    Path file = temp.resolve(model.equals(table) ? "way.csv" : "way.png");
    Object[] args = {"interpolate", model, from, to, "--steps", 4, "--out", file};
    cli.ok(Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray());
    return Files.readAllBytes(file);
  }

  @Test
  void anImageIsTheRowThatItIsInItsFolder() throws IOException {
    byte[] rows = way(images, 3, 12);
    assertThat(way(images, digits.get(2), digits.get(11))).isEqualTo(rows);
    assertThat(way(images, 3, digits.get(11))).isEqualTo(rows);
    assertThat(way(images, digits.get(2), shared.resolve("digits") + ":12")).isEqualTo(rows);
    assertThat(way(images, 4, 12)).isNotEqualTo(rows);
    Path alone = Files.copy(images.resolve("model.safetensors"), temp.resolve("a.safetensors"));
    assertThat(way(alone, digits.get(2), digits.get(11))).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({"png", "bmp", "gif"})
  void imagesAreFittedToTheModelsSizeAndColours(String format) throws IOException {
    Path file = temp.resolve("large." + format);
    int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    assertThat(ImageIO.write(twice(digits.get(2), type), format, file.toFile())).isTrue();
    assertThat(way(images, file, 1)).isEqualTo(way(images, 3, 1));
  }

  /** Each pixel becomes four, so the mean over each four is the pixel again. */
  private static BufferedImage twice(Path digit, int type) throws IOException {
    BufferedImage small = ImageIO.read(digit.toFile());
    BufferedImage large = new BufferedImage(56, 56, type);
    for (int y = 0; y < 56; y++) {
      for (int x = 0; x < 56; x++) {
        int level = small.getRaster().getSample(x / 2, y / 2, 0);
        for (int band = 0; band < large.getRaster().getNumBands(); band++) {
          large.getRaster().setSample(x, y, band, level);
        }
      }
    }
    return large;
  }

  @Test
  void aJpegGoesNearTheImageThatItWasMadeOf() throws IOException {
    Path file = temp.resolve("digit.jpg");
    ImageIO.write(twice(digits.get(2), BufferedImage.TYPE_BYTE_GRAY), "jpg", file.toFile());
    Outcome outcome = cli.ok("interpolate", images, file, 3, "--out", temp.resolve("way.png"));
    assertThat(outcome.out()).contains("10 points from " + file + " to row 3 of digits");
    BufferedImage way = ImageIO.read(temp.resolve("way.png").toFile());
    assertThat(way.getWidth()).isEqualTo(10 * (3 * 28 + 1) - 1);
    for (int x = 0; x < 3 * 28; x++) {
      int left = way.getRaster().getSample(x, 42, 0);
      assertThat(way.getRaster().getSample(9 * (3 * 28 + 1) + x, 42, 0))
          .isBetween(left - 9, left + 9);
    }
  }

  @Test
  void aRowOfATableIsFoundByNumberOrAloneInItsFile() throws IOException {
    byte[] rows = way(table, 1, 20, "--data", CANCER);
    assertThat(way(table, CANCER + ":1", CANCER + ":20")).isEqualTo(rows);
    List<String> lines = Files.readAllLines(CANCER);
    Path one = temp.resolve("one.csv");
    Files.write(one, List.of(turned(lines.get(0)), turned(lines.get(20))));
    assertThat(way(table, 1, one)).isEqualTo(rows);
    assertThat(way(table, 1, one + ":1")).isEqualTo(rows);
    Path strange = Files.copy(one, temp.resolve("one.csv:7"));
    assertThat(way(table, 1, strange)).isEqualTo(rows);
  }

  /** The cells in reverse order, without the label, with other separators. */
  private static String turned(String line) {
    List<String> cells = new ArrayList<>(List.of(line.split(",")).subList(0, 30));
    Collections.reverse(cells);
    return String.join(";", cells);
  }

  @Test
  void traversalsStartFromARowOfAFileToo() throws IOException {
    Path number = temp.resolve("n.csv");
    Path file = temp.resolve("f.csv");
    cli.ok("traverse", table, "--row", 5, "--out", number);
    cli.ok("traverse", table, "--row", CANCER + ":5", "--out", file);
    assertThat(file).hasSameBinaryContentAs(number);
  }

  private static void assertRefused(Outcome outcome, int exitCode, String... parts) {
    assertThat(outcome.err()).startsWith("vae: ").hasLineCount(1).contains(parts);
    assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  private void assertNoWay(Path model, Object from, int exitCode, String... parts) {
    Path out = temp.resolve("none");
    assertRefused(cli.run("interpolate", model, from, 1, "--out", out), exitCode, parts);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "999999999999999999"})
  void refusesNumbersThatNoRowHas(String number) {
    assertNoWay(images, number, 2, "FROM is " + number + ", expected a row from 1 to 12 of digits");
    assertNoWay(
        table, CANCER + ":" + number + "000", 2, "expected a row from 1 to 569 of breast-cancer");
  }

  @Test
  void refusesFilesThatAreNotThere() {
    assertNoWay(
        images,
        "seven.png",
        66,
        "FROM is seven.png, expected a row from 1, a file with one row, or FILE:N; there is no"
            + " file seven.png");
    assertNoWay(table, "no.csv:3", 66, "FROM is no.csv:3, ", "there is no file no.csv");
    assertNoWay(table, "1.5", 66, "there is no file 1.5");
    assertRefused(
        cli.run("traverse", images, "--row", "x.png"), 66, "--row is x.png", "no file x.png");
  }

  @Test
  void refusesFilesOfSeveralRows() {
    assertNoWay(
        table,
        CANCER,
        2,
        "csv, which holds 569 rows, expected one of them: ",
        "breast-cancer.csv:1 to ",
        "breast-cancer.csv:569");
    assertNoWay(images, shared.resolve("digits"), 2, "/digits, which holds 12 rows, expected one");
  }

  @Test
  void refusesRowsThatTheModelDoesNotTake() throws IOException {
    Digits.folder(temp.resolve("small"), 20, 20, false);
    assertNoWay(
        images,
        temp.resolve("small") + ":1",
        65,
        "the model takes images of 28x28 (784 values a row), small holds images of 20x20 (400",
        "give rows such as it was trained on");
    assertNoWay(
        table,
        digits.get(0),
        65,
        "the model takes rows of 30 columns (30 values a row), ",
        ".png holds images of 28x28 (784 values)");
    Path few = Files.writeString(temp.resolve("few.csv"), "mean radius,x\n1,2\n");
    assertNoWay(
        table,
        few,
        65,
        "few.csv: found 2 columns: mean radius, x, expected one called 'mean texture'",
        "takes rows of 30 columns");
    assertNoWay(images, CANCER + ":1", 65, "breast-cancer.csv: ", "takes images of 28x28");
  }

  @Test
  void refusesFilesThatAreNeitherImagesNorTables() throws IOException {
    Path picture = Files.writeString(temp.resolve("text.png"), "this is no image at all");
    assertNoWay(images, picture, 65, "text.png: found neither PNG, JPEG, GIF nor BMP");
    Path text = Files.writeString(temp.resolve("text.webp"), "this is no image at all");
    assertNoWay(images, text, 65, "text.webp: found ", "takes images of 28x28");
    Path cut = temp.resolve("cut.png");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(digits.get(0)), 60));
    assertNoWay(images, cut, 65, "cut.png: found a damaged or unusual png image");
  }

  @Test
  void refusesDataThatNothingIsTakenFrom() {
    Path digit = digits.get(0);
    assertRefused(
        cli.run("interpolate", images, digit, digit, "--data", "mnist"),
        2,
        "--data is given, but FROM and TO are files; leave it out, or give the number of a row");
    assertRefused(
        cli.run("traverse", images, "--row", digit, "--set", "train"), 2, "--set is given, but");
  }
}
