package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.cli.Cli.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;
import org.vae4j.vae.ModelFile;

/** Training and what follows on tables and folders of images. */
final class OwnDataTest {
  static final Path CANCER = Path.of("../data/breast-cancer.csv");
  static final Path DIGITS = Path.of("../data/digits.csv.gz");

  @TempDir Path temp;
  private Path run;
  private Cli cli;

  @BeforeEach
  void makeCommand() {
    run = temp.resolve("run");
    cli = new Cli(temp.resolve("runs"));
  }

  private Outcome train(Path data, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("train", "--data", data, "--out", run, "--hidden", 12, "--latent", 3));
    args.addAll(List.of(more));
    return cli.run(args.toArray());
  }

  private static List<String[]> table(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void aTableGoesThroughTrainingSamplesAndReconstructions() throws IOException {
    Outcome outcome =
        train(CANCER, "--label-column", "diagnosis", "--epochs", 60, "--validation", "0.1");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("breast-cancer.csv: 512 training, 57 validation and no test rows of 30 columns");
    TableForm form = (TableForm) ModelFile.form(run.resolve("model.safetensors"));
    assertThat(form.labelColumn()).isEqualTo("diagnosis");
    assertThat(form.columns().get(0).shift()).isBetween(13.0, 15.0);
    List<String[]> samples = table(run.resolve("tables/samples.csv"));
    assertThat(samples).hasSize(101);
    assertThat(samples.get(0)).hasSize(30).startsWith("mean radius", "mean texture");
    Path drawn = temp.resolve("drawn.csv");
    cli.ok("sample", run, "--out", drawn);
    assertThat(drawn).hasSameBinaryContentAs(run.resolve("tables/samples.csv"));
    Path back = temp.resolve("back.csv");
    cli.ok("reconstruct", run, "--data", CANCER, "--count", 569, "--out", back);
    assertThat(explained(table(CANCER), table(back), 0)).isGreaterThan(0.5);
    assertThat(explained(table(CANCER), table(back), 3)).isGreaterThan(0.5);
    cli.ok("reconstruct", run, "--set", "validation", "--out", back);
    assertThat(back).hasSameBinaryContentAs(lastReconstruction(back, 40));
  }

  private Path lastReconstruction(Path back, int rows) throws IOException {
    List<String> ours = Files.readAllLines(back);
    List<String> ofRun = Files.readAllLines(run.resolve("tables/reconstruction-epoch-60.csv"));
    assertThat(ours).hasSize(rows + 1).startsWith(ofRun.toArray(String[]::new));
    return back;
  }

  /** The part of a column's variance that the reconstruction keeps. */
  private static double explained(List<String[]> data, List<String[]> back, int column) {
    double mean = 0;
    for (String[] row : data.subList(1, data.size())) {
      mean += Double.parseDouble(row[column]) / (data.size() - 1);
    }
    double variance = 0;
    double error = 0;
    for (int i = 1; i < data.size(); i++) {
      double value = Double.parseDouble(data.get(i)[column]);
      variance += Math.pow(value - mean, 2);
      error += Math.pow(value - Double.parseDouble(back.get(i)[column]), 2);
    }
    return 1 - error / variance;
  }

  @Test
  void aTableWithoutHeaderTakesTheBernoulliLikelihoodFromZeroToOne() throws IOException {
    Outcome outcome =
        train(DIGITS, "--label-column", 65, "--likelihood", "bernoulli", "--epochs", 1);
    assertThat(outcome.err()).isEmpty();
    TableForm form = (TableForm) ModelFile.form(run.resolve("model.safetensors"));
    assertThat(form.names()).hasSize(64).startsWith("1", "2");
    assertThat(form.columns().get(3))
        .extracting("shift", "scale", "fill")
        .containsExactly(0.0, 16.0, Double.NaN);
    for (String[] row : table(run.resolve("tables/samples.csv")).subList(1, 101)) {
      assertThat(Double.parseDouble(row[3])).isBetween(0.0, 16.0);
    }
  }

  @Test
  void aStoppedTrainingOnATableGoesOnToTheSameBytes() throws IOException {
    Object[] how = {"--label-column", 31, "--epochs", 3, "--validation", 100};
    train(CANCER, how);
    byte[] whole = Files.readAllBytes(run.resolve("model.safetensors"));
    run = temp.resolve("stopped");
    List<Object> fewer = new ArrayList<>(List.of(how));
    fewer.addAll(List.of("--checkpoint-every", "2steps", "--checkpoint-keep", "all"));
    train(CANCER, fewer.toArray());
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(whole);
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("\"finished\"", "\"unfinished\""));
    Path early = run.resolve("checkpoints/step-000004.safetensors");
    try (Stream<Path> all = Files.list(early.getParent())) {
      for (Path other : all.filter(path -> !path.equals(early)).toList()) {
        Files.delete(other);
      }
    }
    cli.ok("sample", early, "--out", temp.resolve("s.csv"));
    assertThat(table(temp.resolve("s.csv")).get(0)[0]).isEqualTo("mean radius");
    assertThat(cli.ok("train", "--resume", run).out()).contains("resume  after step 4");
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(whole);
  }

  @Test
  void missingValuesAreFilledAsTheModelFileSays() throws IOException {
    Path holes = temp.resolve("holes.csv");
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(i % 4 == 0 ? "NA" : String.valueOf(2 * i)).append(",x\n");
    }
    Files.writeString(holes, text);
    assertRefused(
        train(holes, "--label-column", "kind"),
        65,
        "holes.csv: found row 1 (line 2), column 2 ('b') with 'NA', expected a number");
    assertThat(run).doesNotExist();
    train(holes, "--label-column", "kind", "--missing", "mean", "--epochs", 1);
    TableForm form = (TableForm) ModelFile.form(run.resolve("model.safetensors"));
    assertThat(form.columns().get(1).fill()).isEqualTo(form.columns().get(1).shift());
    Path other = Files.writeString(temp.resolve("other.csv"), "b,c,a\n,7,3\n");
    cli.ok("reconstruct", run, "--data", other, "--out", temp.resolve("back.csv"));
    assertThat(table(temp.resolve("back.csv"))).hasSize(2);
  }

  @Test
  void aFolderOfImagesGoesThroughTrainingSamplesAndReconstructions() throws IOException {
    Path digits = DigitPictures.folder(temp.resolve("digits"), 0, 60);
    Outcome outcome = train(digits, "--size", "14x12", "--epochs", 1, "--test-data", testDigits());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("digits: 60 training and 20 test images of 14x12");
    ImageForm form = (ImageForm) ModelFile.form(run.resolve("model.safetensors"));
    assertThat(form.size()).isEqualTo("14x12");
    assertThat(form.channels()).isOne();
    Path picture = temp.resolve("picture.png");
    cli.ok("reconstruct", run, "--out", picture, "--count", 10);
    assertThat(picture).hasSameBinaryContentAs(run.resolve("images/reconstruction-epoch-01.png"));
    cli.ok("reconstruct", run, "--data", digits.resolve("5/00000.png"), "--out", picture);
    BufferedImage pair = ImageIO.read(picture.toFile());
    assertThat(pair.getHeight()).isEqualTo(2 * 6 * 12 + 1);
    assertThat(record()).containsEntry("data.train_rows", "60").containsEntry("data.channels", "1");
  }

  private Path testDigits() throws IOException {
    return DigitPictures.folder(temp.resolve("test-digits"), 100, 20);
  }

  private Map<String, String> record() throws IOException {
    return JsonReader.read(Files.readString(run.resolve("run.json")));
  }

  @Test
  void partsInSubfoldersAreTrainingAndTestSet() throws IOException {
    Path both = temp.resolve("both");
    DigitPictures.folder(both.resolve("train"), 0, 30);
    DigitPictures.folder(both.resolve("test"), 30, 10);
    assertThat(train(both, "--epochs", 1).out())
        .contains("both: 30 training and 10 test images of 28x28");
  }

  @Test
  void aFileOfIdxIsRead() throws IOException {
    Path folder = Digits.folder(temp.resolve("idx"));
    assertThat(train(Digits.trainImages(folder), "--epochs", 1).out())
        .contains("train-images-idx3-ubyte: 90 training and no test images of 28x28");
  }

  @Test
  void optionsThatCannotBeMeantAreRefused() throws IOException {
    Path digits = DigitPictures.folder(temp.resolve("digits"), 0, 3);
    assertRefused(train(digits, "--columns", "1"), 2, "--columns is for tables, and digits holds");
    assertRefused(train(digits, "--scale", "none"), 2, "--scale is for tables");
    assertRefused(train(DIGITS, "--size", "2x2"), 2, "--size is for images, and digits.csv.gz");
    assertRefused(train(digits, "--size", "2"), 2, "--size is '2', expected WIDTHxHEIGHT");
    assertRefused(train(CANCER, "--missing", "x"), 2, "--missing is 'x', expected refuse, mean or");
    assertRefused(train(CANCER, "--separator", "::"), 2, "--separator is '::', expected one");
    assertRefused(
        train(CANCER, "--label-column", 31, "--scale", "standardise", "--likelihood", "bernoulli"),
        2,
        "the likelihood bce takes values from 0 to 1, and column 'mean radius' has others");
    assertRefused(
        train(CANCER, "--label-column", 31, "--scale", "none", "--likelihood", "bernoulli"),
        2,
        "use --scale minmax");
    assertRefused(
        train(CANCER),
        65,
        "row 1 (line 2), column 31 ('diagnosis') with 'malignant', expected a number",
        "take it as the label");
    assertRefused(
        train(digits, "--test-data", CANCER), 65, "breast-cancer.csv", "with 'malignant'");
    assertThat(run).doesNotExist();
  }

  @Test
  void dataOfAnotherKindThanTheModelsAreRefused() throws IOException {
    Path digits = DigitPictures.folder(temp.resolve("digits"), 0, 3);
    train(CANCER, "--label-column", 31, "--epochs", 1);
    assertRefused(
        cli.run("reconstruct", run, "--data", digits, "--out", temp.resolve("x.csv")),
        65,
        "the model takes rows of 30 columns (30 values a row), digits holds images of 28x28");
    Path few = Files.writeString(temp.resolve("few.csv"), "mean radius,x\n1,2\n");
    assertRefused(
        cli.run("reconstruct", run, "--data", few, "--out", temp.resolve("x.csv")),
        65,
        "few.csv: found 2 columns: mean radius, x, expected one called 'mean texture'");
    Path alone = Files.copy(run.resolve("model.safetensors"), temp.resolve("alone.safetensors"));
    assertRefused(
        cli.run("reconstruct", alone, "--out", temp.resolve("x.csv")),
        2,
        "alone.safetensors stands alone, without the record of its run; give the rows with --data");
  }

  @Test
  void sizesThatCannotBeAreRefusedBeforeAnythingIsRead() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("unread"));
    Files.writeString(folder.resolve("a.png"), "no image");
    for (String size : List.of("65536x65536", "99999x99999", "46341x46341", "1x40000", "30000x9")) {
      Outcome outcome = train(folder, "--size", size);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).startsWith("vae: --size is " + size + ", ");
    }
    Outcome large =
        cli.run("train", "--data", folder, "--out", run, "--size=3199x3199", "--hidden=100000");
    assertThat(large.exitCode()).isEqualTo(2);
    assertThat(large.err()).contains("needs about", "of memory");
    assertThat(run).doesNotExist();
  }

  @Test
  void aFolderOfPartsGivesItsValidationRowsAndSaysWhatIsLeftOut() throws IOException {
    Path folder = temp.resolve("parts");
    for (String part : List.of("Train", "val", "Testing")) {
      Files.createDirectories(folder.resolve(part));
      for (int i = 0; i < 4; i++) {
        BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(i % 3, 1, 0, 200);
        ImageIO.write(image, "png", folder.resolve(part + "/" + i + ".png").toFile());
      }
    }
    Files.writeString(folder.resolve("val/x.webp"), "");
    Outcome outcome = train(folder, "--epochs", 1);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("parts: 4 training, 4 validation and 4 test images of 3x3");
    assertThat(outcome.err())
        .isEqualTo(
            "vae: warning: "
                + folder.resolve("val")
                + ": left out 1 file whose names don't end in png, jpg, jpeg, gif, bmp: 1 .webp\n");
    assertThat(cli.run("evaluate", run, "--set", "validation").exitCode()).isZero();
    Path again = temp.resolve("again");
    Outcome both = cli.run("train", "--data", folder, "--validation", 0.5, "--out", again);
    assertThat(both.err()).contains("--validation keeps rows of the training set");
    assertThat(both.exitCode()).isEqualTo(2);
    Outcome two = cli.run("train", "--data", folder, "--validation-data", folder, "--out", again);
    assertThat(two.err()).contains("has validation rows of its own; leave it out");
  }
}
