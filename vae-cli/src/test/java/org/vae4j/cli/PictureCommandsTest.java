package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.loss.SquaredError;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

final class PictureCommandsTest {
  @TempDir Path temp;
  private Path data;
  private Path run;
  private Path picture;
  private Cli cli;

  @BeforeEach
  void train() throws IOException {
    cli = new Cli(temp.resolve("runs"));
    data = Digits.folder(temp.resolve("digits"));
    run = temp.resolve("run");
    picture = temp.resolve("picture.png");
    train(data, run);
  }

  private void train(Path from, Path to) {
    Outcome outcome =
        cli.run("train", "--data", from, "--out", to, "--epochs", 1, "--hidden", 10, "--latent", 2);
    assertThat(outcome.err()).isEmpty();
  }

  private BufferedImage draw(Object... args) throws IOException {
    Outcome outcome = cli.run(args);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains(picture.toString()).hasLineCount(1);
    return ImageIO.read(picture.toFile());
  }

  @Test
  void samplesAreThoseOfTheRunForItsSeed() throws IOException {
    draw("sample", run, "--out", picture);
    assertThat(picture).hasSameBinaryContentAs(run.resolve("images/samples.png"));
  }

  @Test
  void seedDecidesTheSamples() throws IOException {
    draw("sample", run.resolve("model.safetensors"), "--seed", 3, "--count", 9, "--out", picture);
    byte[] first = Files.readAllBytes(picture);
    draw("sample", run, "--seed", 3, "--count", 9, "--out", picture);
    assertThat(Files.readAllBytes(picture)).isEqualTo(first);
    draw("sample", run, "--seed", 4, "--count", 9, "--out", picture);
    assertThat(Files.readAllBytes(picture)).isNotEqualTo(first);
  }

  @Test
  void reconstructionsAreThoseOfTheRun() throws IOException {
    draw("reconstruct", run, "--data", data, "--count", 10, "--out", picture);
    assertThat(picture).hasSameBinaryContentAs(run.resolve("images/reconstruction-epoch-01.png"));
  }

  @Test
  void reconstructsMoreThanARowAndNoMoreThanThereIs() throws IOException {
    BufferedImage two = draw("reconstruct", run, "--data", data, "--count", 20, "--out", picture);
    BufferedImage some = draw("reconstruct", run, "--data", data, "--count", 11, "--out", picture);
    assertThat(some.getHeight()).isEqualTo(two.getHeight());
    BufferedImage all = draw("reconstruct", run, "--data", data, "--count", 999, "--out", picture);
    assertThat(all.getHeight() - two.getHeight()).isEqualTo((two.getHeight() + 1) / 2);
  }

  @Test
  void takesTheImageSizeFromTheModelFile() throws IOException {
    Path narrow = temp.resolve("narrow");
    train(Digits.folder(temp.resolve("n"), 16, 4, true), narrow);
    Path alone = Files.copy(narrow.resolve("model.safetensors"), temp.resolve("alone.safetensors"));
    BufferedImage tall = draw("sample", alone, "--count", 4, "--out", picture);
    assertThat(tall.getHeight()).isGreaterThan(3 * tall.getWidth());
  }

  @Test
  void takesAModelThatDoesNotSayWhatItsDataAreAsOneOfSquareImages() throws IOException {
    Path square = temp.resolve("square.safetensors");
    Path none = temp.resolve("none.safetensors");
    try (Backend backend = new EjmlProvider().create()) {
      for (int features : new int[] {64, 80}) {
        Vae vae = Vae.reference(features, 3, 2, new SquaredError());
        try (VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
          ModelFile.write(features == 64 ? square : none, model);
        }
      }
    }
    BufferedImage samples = draw("sample", square, "--count", 4, "--out", picture);
    assertThat(samples.getHeight()).isEqualTo(samples.getWidth());
    Outcome outcome = cli.run("sample", none, "--out", picture);
    assertThat(outcome.exitCode()).isEqualTo(65);
    assertThat(outcome.err()).contains("doesn't say what its 80 values a row are");
  }

  @Test
  void refusesDataThatDoNotFitTheModel() throws IOException {
    Path narrow = Digits.folder(temp.resolve("n"), 20, 20, true);
    Outcome outcome = cli.run("reconstruct", run, "--data", narrow, "--out", picture);
    assertThat(outcome.exitCode()).isEqualTo(65);
    assertThat(outcome.err())
        .contains("the model takes images of 28x28 (784 values a row), n holds images of 20x20")
        .hasLineCount(1);
    assertThat(picture).doesNotExist();
  }
}
