package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageDataset;
import org.vae4j.random.RandomStream;

/** Rows to choose by that come from a source of their own. */
final class ValidationDataTest {
  @TempDir Path temp;
  private Path run;
  private Path rows;
  private Path others;

  /** Splits the table in two files, of 450 and of 119 rows. */
  @BeforeEach
  void writeTables() throws IOException {
    run = temp.resolve("run");
    List<String> all = Files.readAllLines(OwnDataTest.CANCER);
    List<String> rest = new ArrayList<>(all.subList(451, all.size()));
    rest.add(0, all.get(0));
    rows = Files.write(temp.resolve("rows.csv"), all.subList(0, 451));
    others = Files.write(temp.resolve("others.csv"), rest);
  }

  private Outcome vae(Object... args) {
    return new Cli(temp.resolve("runs")).run(args);
  }

  private Outcome train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", rows, "--out", run));
    args.addAll(List.of("--label-column", "diagnosis", "--hidden", 12, "--latent", 3));
    args.addAll(List.of(more));
    return vae(args.toArray());
  }

  private Map<String, String> record() throws IOException {
    return JsonReader.read(Files.readString(run.resolve("run.json")));
  }

  @Test
  void theBestEpochIsChosenByThem() throws IOException {
    Outcome outcome =
        train("--validation-data", others, "--lr", 0.1, "--patience", 3, "--epochs", 200);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("rows.csv: 450 training, 119 validation and no test rows of 30 columns")
        .contains("  validation ", " rows/s", "no lower loss for 3 epochs")
        .doesNotContain("images/s")
        .containsPattern("best    epoch \\d+, which the model is of");
    assertThat(record())
        .containsEntry("data.validation_rows", "119")
        .containsEntry("settings.validation_data", others.toString());
    assertThat(Files.readString(run.resolve("report.html"))).contains("for validation");
    assertThat(vae("evaluate", run, "--set", "validation").out())
        .contains(" on 119 validation rows of rows.csv");
    assertThat(vae("score", run, "--reference", others, "--out", temp.resolve("s.csv")).out())
        .endsWith("quantile 0.99 of 119 reference rows\n");
  }

  @Test
  void aRunGoesOnAndIsMadeAgainWithThem() throws IOException {
    train("--validation-data", others, "--epochs", 3);
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    Path again = temp.resolve("again");
    Outcome same = vae("train", "--config", run.resolve("config.yaml"), "--out", again);
    assertThat(same.err()).isEmpty();
    assertThat(again.resolve("model.safetensors")).hasBinaryContent(model);
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("\"finished\"", "\"unfinished\""));
    Path moved = Files.move(others, temp.resolve("moved.csv"));
    assertThat(vae("resume", run).err())
        .startsWith("vae: --validation-data " + others + " is neither a file");
    assertThat(vae("resume", run, "--validation-data", moved).err()).isEmpty();
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
  }

  @Test
  void pixelsAreDrawnForThemToo() throws IOException {
    Path digits = Digits.folder(temp.resolve("digits"));
    Path images = Digits.testImages(digits);
    Outcome outcome =
        vae(
            "train",
            "--data=" + Digits.trainImages(digits),
            "--validation-data=" + images,
            "--binarize",
            "--likelihood=bernoulli",
            "--hidden=9",
            "--epochs=1",
            "--seed=4",
            "--out=" + run);
    assertThat(outcome.err()).isEmpty();
    ImageDataset drawn =
        Idx.read(images, null).binarized(RandomStream.of(4, "binarize/validation"));
    assertThat(record()).containsEntry("data.validation_sha256", drawn.sha256());
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    Outcome both = train("--validation-data", others, "--validation", 0.1);
    assertThat(both.err()).startsWith("vae: --validation keeps rows of the training set, and");
    assertThat(both.exitCode()).isEqualTo(2);
    Path images = Digits.testImages(Digits.folder(temp.resolve("digits")));
    Outcome other = train("--validation-data", images);
    assertThat(other.err())
        .startsWith("vae: --validation-data " + images + ": holds images of 28x28, the data to");
    assertThat(other.exitCode()).isEqualTo(65);
    assertThat(run).doesNotExist();
  }
}
