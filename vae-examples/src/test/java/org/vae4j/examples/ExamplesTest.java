package org.vae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.optim.Optimizers;

/** Each example runs for a few steps and does what it says. */
final class ExamplesTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void aFolderThatIsNotThereYet() {
    out = folder.resolve("runs/new");
  }

  private interface Example {
    void run(String[] args) throws IOException;
  }

  private String run(Example example, int steps) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      example.run(new String[] {out.toString(), Integer.toString(steps)});
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void assertPicture(String name, int smallestSide) throws IOException {
    var picture = ImageIO.read(out.resolve(name).toFile());
    assertThat(Math.min(picture.getWidth(), picture.getHeight()))
        .as(name)
        .isGreaterThanOrEqualTo(smallestSide);
  }

  @Test
  void theNotebookLearnsAndDraws() throws IOException {
    List<String> lines = run(Notebook::main, 101).lines().toList();
    double first = Double.parseDouble(lines.get(0).replaceAll(".* ", ""));
    double later = Double.parseDouble(lines.get(1).replaceAll(".* ", ""));
    assertThat(first).isBetween(400.0, 1000.0);
    assertThat(later).isBetween(100.0, 200.0);
    assertPicture("samples.png", 8 * 28);
    assertPicture("epoch-1.png", 8 * 28);
  }

  @Test
  void measuredGivesTheLogLikelihoodOfTheTestSet() throws IOException {
    String text = run(Measured::main, 150);
    Matcher matcher =
        Pattern.compile("log p\\(x\\) (-[\\d.]+) ± [\\d.]+ nats, ELBO (-[\\d.]+)").matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    double bound = Double.parseDouble(matcher.group(1));
    assertThat(bound).isBetween(-250.0, -90.0);
    assertThat(Double.parseDouble(matcher.group(2))).isLessThan(bound);
  }

  @Test
  void theQuickstartLeavesAModelAndSamples() throws IOException {
    assertThat(run(Quickstart::main, 5)).contains("step=5", "test=LossParts");
    assertThat(out.resolve("model.safetensors")).isNotEmptyFile();
    assertPicture("samples.png", 8 * 28);
  }

  @Test
  void threeEnginesPrintTheSameLosses() throws IOException {
    List<String> lines = run(ThreeEngines::main, 3).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("step  nd4j  jblas  ejml");
    for (String line : lines.subList(1, 4)) {
      String[] columns = line.strip().split(" +", -1);
      assertThat(columns).hasSize(4);
      double one = Double.parseDouble(columns[1]);
      assertThat(Double.parseDouble(columns[2])).isCloseTo(one, within(one));
      assertThat(Double.parseDouble(columns[3])).isCloseTo(one, within(one));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double loss) {
    return org.assertj.core.api.Assertions.within(1e-10 * loss);
  }

  @Test
  void theWalkGoesFromEachDigitToTheNext() throws IOException {
    run(LatentWalk::main, 30);
    assertPicture("walk.png", 10 * 28);
  }

  @Test
  void oddImagesScoreHighest() throws IOException {
    String line = run(OddImages::main, 469);
    assertThat(Integer.parseInt(line.substring(0, line.indexOf(' ')))).isGreaterThan(40);
    assertPicture("oddest.png", 8 * 28);
  }

  @Test
  void plugInsTrainAndTheModelFileRemembersThem() throws IOException {
    List<String> lines = run(PlugIns::main, 100).lines().toList();
    assertThat(total(lines.get(1))).isLessThan(0.7 * total(lines.get(0)));
    assertThat(lines.get(2)).contains("ResidualLayer[name=block, width=200]", "CharbonnierLoss");
    assertThat(Optimizers.create("adagrad", new Adagrad(0.3).settings()))
        .isEqualTo(new Adagrad(0.3));
  }

  private static double total(String line) {
    Matcher number = Pattern.compile("=([0-9.E-]+)").matcher(line);
    double sum = 0;
    while (number.find()) {
      sum += Double.parseDouble(number.group(1));
    }
    return sum;
  }
}
