package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.Dataset;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.data.ValidationRows;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

final class EvaluateCommandTest {
  @TempDir Path temp;
  private Path data;
  private Path run;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"), 14, 14, true);
    run = temp.resolve("run");
  }

  private Outcome cli(Object... args) {
    return new Cli(temp.resolve("runs")).run(args);
  }

  private void train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    args.addAll(List.of("--hidden", 12, "--latent", 3, "--epochs", 2, "--batch-size", 32));
    args.addAll(Arrays.asList(more));
    assertThat(cli(args.toArray()).err()).isEmpty();
  }

  private Map<String, String> evaluated(Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("evaluate", run, "--json"));
    args.addAll(Arrays.asList(more));
    Outcome outcome = cli(args.toArray());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    return JsonReader.read(outcome.out());
  }

  private ModelFigures figures(Dataset rows, int samples, long seed) throws IOException {
    try (Backend backend = new EjmlProvider().create();
        VaeModel model = ModelFile.read(run.resolve("model.safetensors"), backend)) {
      return new Evaluator(samples, seed, 1).evaluate(model, rows);
    }
  }

  private static void assertFigures(Map<String, String> json, ModelFigures figures) {
    assertThat(json)
        .containsEntry("elbo", String.valueOf(figures.elbo().mean()))
        .containsEntry("elbo_standard_error", String.valueOf(figures.elbo().error()))
        .containsEntry("reconstruction", String.valueOf(figures.reconstruction()))
        .containsEntry("kl", String.valueOf(figures.kl()))
        .containsEntry("log_likelihood", String.valueOf(figures.logLikelihood().mean()))
        .containsEntry("squared_error_per_value", String.valueOf(figures.squaredError()))
        .containsEntry("kl_per_dimension.2", String.valueOf(figures.units().kl().get(2)))
        .containsEntry("rows", String.valueOf(figures.rows()));
  }

  @Test
  void aRunIsMeasuredOnItsOwnDataAsItSplitAndDrewThem() throws IOException {
    train("--binarize", "--validation=20", "--likelihood=bernoulli", "--seed=9");
    ImageDataset test =
        Idx.readFolder(data)
            .requireTest()
            .binarized(RandomStream.of(9, "binarize/test"))
            .withScaling(Scaling.UNIT);
    assertFigures(evaluated("--importance-samples=7", "--seed=3"), figures(test, 7, 3));
    ImageDataset train =
        Idx.readFolder(data)
            .train()
            .binarized(RandomStream.of(9, "binarize/train"))
            .withScaling(Scaling.UNIT);
    Dataset validation = new ValidationRows(20).split(train, 9).validation();
    Map<String, String> json = evaluated("--importance-samples=7", "--set=validation");
    assertFigures(json, figures(validation, 7, 1));
    assertThat(json)
        .containsEntry("set", "validation")
        .containsEntry("data", "digits")
        .containsEntry("importance_samples", "7")
        .containsEntry(
            "constants",
            "Bernoulli probabilities of black and white values; no constant is left out");
  }

  @Test
  void aModelThatStandsAloneIsMeasuredOnWhatIsAskedFor() throws IOException {
    train("--likelihood=bernoulli");
    Path alone = temp.resolve("alone.safetensors");
    Files.copy(run.resolve("model.safetensors"), alone);
    Outcome outcome = cli("evaluate", alone, "--data", data, "--importance-samples=2", "--json");
    ImageDataset grey = Idx.readFolder(data).requireTest().withScaling(Scaling.UNIT);
    assertFigures(JsonReader.read(outcome.out()), figures(grey, 2, 1));
    assertThat(outcome.out()).contains("cross-entropies: the data are not only 0 and 1");
    Outcome drawn = cli("evaluate", alone, "--data", data, "--binarize", "--seed=4", "--json");
    ImageDataset black =
        Idx.readFolder(data)
            .requireTest()
            .binarized(RandomStream.of(4, "binarize/test"))
            .withScaling(Scaling.UNIT);
    assertFigures(JsonReader.read(drawn.out()), figures(black, 100, 4));
  }

  @Test
  void whatIsGivenTakesThePlaceOfTheRunsData() throws IOException {
    train("--seed=2", "--likelihood=bernoulli");
    Path other = Digits.folder(temp.resolve("other"), 14, 14, false);
    Dataset drawn =
        Idx.readFolder(other)
            .train()
            .binarized(RandomStream.of(2, "binarize/train"))
            .withScaling(Scaling.UNIT);
    assertFigures(
        evaluated("--data", other, "--binarize", "--set=train", "--importance-samples=3"),
        figures(drawn, 3, 1));
  }

  @Test
  void peopleGetAPageWithUnitsAndConstants() {
    train("--variance=learned", "--dtype=f64");
    Outcome outcome = cli("evaluate", run.resolve("checkpoints/last.safetensors"));
    assertThat(outcome.out())
        .startsWith(
            run.resolve("checkpoints/last.safetensors") + " on 30 test rows of digits, ejml")
        .containsPattern("log-likelihood +-?[\\d.]+ ± [\\d.]+ nats a row, .* bits a dimension")
        .contains("importance-weighted bound, 100 draws a row, seed 1")
        .containsPattern("ELBO +-?[\\d.]+ ± ")
        .containsPattern("active units +\\d of 3")
        .contains(
            "densities with all constants, of values scaled to [-1.0, 1.0]; for bytes take 6.994");
    assertThat(255 / 2.0).isCloseTo(Math.pow(2, 6.994), within(0.05));
  }

  @Test
  void oneRowHasNoStandardError() throws IOException {
    train();
    Path one = Files.createDirectory(temp.resolve("one")).resolve("black.png");
    ImageIO.write(new BufferedImage(14, 14, BufferedImage.TYPE_BYTE_GRAY), "png", one.toFile());
    Outcome outcome = cli("evaluate", run, "--data", one.getParent(), "--set=train");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("ELBO +-[\\d.]+ nats a row, -[\\d.]+ bits a dimension")
        .doesNotContain("NaN", "±");
    assertThat(evaluated("--data", one.getParent(), "--set=train"))
        .containsEntry("elbo_standard_error", "null");
  }

  @Test
  void exactNumericsGiveTheSameFiguresWhateverTheEngineDoes() throws IOException {
    train("--numerics=exact");
    Map<String, String> exact = evaluated("--numerics=exact", "--importance-samples=3");
    assertThat(exact).containsEntry("numerics", "exact");
    assertThat(Double.parseDouble(exact.get("log_likelihood")))
        .isCloseTo(
            Double.parseDouble(evaluated("--importance-samples=3").get("log_likelihood")),
            within(1e-3));
  }

  private void assertRefused(Outcome outcome, int exitCode, String message) {
    assertThat(outcome.err()).startsWith("vae: ").contains(message).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void whatCannotBeMeasuredIsRefused() throws IOException {
    train("--likelihood=mean-mse");
    assertRefused(cli("evaluate", run), 2, "the loss mean-mse is no likelihood of the data");
    assertRefused(
        cli("evaluate", run, "--importance-samples=0"), 2, "--importance-samples is 0, expected 1");
    assertRefused(
        cli("evaluate", run, "--set=validation"), 2, "no rows are kept for validation; give");
    assertRefused(
        cli("evaluate", run, "--data", "mnist"),
        65,
        "the model takes images of 14x14 (196 values a row)");
    assertRefused(cli("evaluate", temp.resolve("none")), 66, "no such model file or run folder");
    Files.write(Digits.testImages(data), Digits.images(10, 30, 14, 14));
    assertRefused(cli("evaluate", run), 65, "as " + run.resolve("run.json") + " has it");
  }
}
