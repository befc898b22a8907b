package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.ValidationRows;
import org.vae4j.io.SafeTensors;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.train.Checkpoint;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;

/** Schedules, validation, patience and their kin on the command line. */
final class CourseCommandTest {
  @TempDir Path temp;
  private Path data;
  private Path run;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"), 14, 14, true);
    run = temp.resolve("run");
  }

  private Outcome train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    args.addAll(List.of("--hidden", "12,7", "--latent", 3, "--batch-size", 32));
    args.addAll(Arrays.asList(more));
    return new Cli(temp.resolve("runs")).run(args.toArray());
  }

  private Map<String, String> record() throws IOException {
    return JsonReader.read(Files.readString(run.resolve("run.json")));
  }

  private Checkpoint checkpoint(String name) throws IOException {
    return Checkpoint.read(run.resolve("checkpoints").resolve(name + ".safetensors"));
  }

  @Test
  void allOfACourseIsRecordedAndDecidesTheTraining() throws IOException {
    Outcome outcome =
        train(
            "--epochs=2",
            "--schedule=step:0.5@1",
            "--warmup=2steps",
            "--beta=0.5",
            "--kl-warmup=1epochs",
            "--patience=4");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("model   196-12-7-3, ");
    assertThat(record())
        .containsEntry("settings.hidden", "12,7")
        .containsEntry("settings.schedule", "step:0.5@1")
        .containsEntry("settings.warmup", "2steps")
        .containsEntry("settings.beta", "0.5")
        .containsEntry("settings.kl_warmup", "1epochs")
        .containsEntry("settings.patience", "4");
    assertThat(checkpoint("last").settings().course())
        .hasToString(
            "Course[schedule=step:0.5@1, warmup=2steps, beta=0.5, klWarmup=1epochs, patience=4]");
    assertThat(SafeTensors.read(run.resolve("model.safetensors")).names())
        .contains("encoder.0.weight", "encoder.2.bias", "mu.weight", "decoder.4.weight");
  }

  @Test
  void theModelIsThatOfTheBestEpochOnTheValidationImages() throws IOException {
    Outcome outcome =
        train("--validation=0.2", "--patience=2", "--epochs=60", "--lr=0.1", "--seed=5");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("72 training, 18 validation and 30 test images", "no lower loss for 2 epochs");
    Checkpoint best = checkpoint("best");
    assertThat(best.progress().epoch()).isEqualTo(checkpoint("last").progress().epoch() - 2);
    int epoch = best.progress().epoch() - 1;
    assertThat(outcome.out()).contains("best    epoch " + epoch + ", which the model is of");
    assertDescribesEpoch(epoch);
    try (Backend backend = new EjmlProvider().create();
        VaeModel model = ModelFile.read(run.resolve("model.safetensors"), backend);
        VaeModel expected = best.model(backend)) {
      assertThat(model.weights().values("mu.weight"))
          .isEqualTo(expected.weights().values("mu.weight"));
    }
    ValidationRows.Parts split = new ValidationRows(0.2).split(Idx.readFolder(data).train(), 5);
    assertThat(record())
        .containsEntry("data.train_sha256", split.training().sha256())
        .containsEntry("data.validation_sha256", split.validation().sha256())
        .containsEntry("data.validation_rows", "18");
  }

  /** The record, the report and vae info have the losses of this epoch, not of the last. */
  private void assertDescribesEpoch(int epoch) throws IOException {
    Map<String, String> row = MetricsTable.read(run).get(epoch - 1);
    assertThat(record())
        .containsEntry("results.model_epoch", String.valueOf(epoch))
        .containsEntry("results.test_loss", row.get("test_loss"))
        .containsEntry("results.train_kl", row.get("train_kl"));
    assertThat(Files.readString(run.resolve("report.html"))).contains("\"model\":" + epoch + ",");
    assertThat(new Cli(temp.resolve("runs")).run("info", run).out())
        .containsPattern("run.model epoch +" + epoch + "\n")
        .containsPattern("run.test loss +" + Pattern.quote(row.get("test_loss")) + "\n");
  }

  @Test
  void patienceOnTheTestSetLeavesTheBestModelToo() throws IOException {
    assertThat(train("--patience=2", "--epochs=60", "--lr=0.1", "--seed=5").err()).isEmpty();
    int epoch = checkpoint("best").progress().epoch() - 1;
    assertThat(epoch).isEqualTo(checkpoint("last").progress().epoch() - 3);
    try (Backend backend = new EjmlProvider().create();
        VaeModel model = ModelFile.read(run.resolve("model.safetensors"), backend);
        VaeModel expected = checkpoint("best").model(backend)) {
      assertThat(model.weights().values("mu.weight"))
          .isEqualTo(expected.weights().values("mu.weight"));
    }
    assertDescribesEpoch(epoch);
  }

  @Test
  void aHealthyShortTrainingIsToldThatItIsShortAndNothingElse() throws IOException {
    Outcome outcome = train("--epochs=4");
    assertThat(outcome.out())
        .contains(
            "warning 4 epochs of 3 steps are 12 in all, few to learn from; try --epochs 334 or more, or a smaller --batch-size")
        .doesNotContain("collapsed", "dead");
    assertThat(record()).doesNotContainKey("warnings.1");
    run = temp.resolve("longer");
    assertThat(train("--epochs=70").out()).doesNotContain("few to learn from");
  }

  @Test
  void binarisedImagesAreThoseThatTheSeedDraws() throws IOException {
    Outcome outcome =
        train("--binarize", "--validation=20", "--likelihood=bernoulli", "--epochs=1", "--seed=9");
    assertThat(outcome.err()).isEmpty();
    DataSplit grey = Idx.readFolder(data);
    ImageDataset drawn = grey.train().binarized(RandomStream.of(9, "binarize/train"));
    ImageDataset test = grey.requireTest().binarized(RandomStream.of(9, "binarize/test"));
    assertThat(record())
        .containsEntry("settings.binarize", "true")
        .containsEntry(
            "data.train_sha256", new ValidationRows(20).split(drawn, 9).training().sha256())
        .containsEntry("data.test_sha256", test.sha256());
  }

  @Test
  void anUnhealthyLatentSpaceIsSaidOnceAndKept() throws IOException {
    Outcome off = train("--beta=0", "--epochs=3");
    assertThat(off.out()).containsPattern("(?s)epoch 1/3.*warning the KL is off.*epoch 2/3");
    assertThat(off.out().split("the KL is off", -1)).hasSize(3); // when it began, and in the end
    assertThat(record().get("warnings.0")).startsWith("the KL is off (beta is 0)");
    run = temp.resolve("collapsed");
    Outcome collapsed = train("--beta=1000", "--epochs=70", "--lr=0.01");
    assertThat(collapsed.out()).contains("warning the KL has collapsed to ");
    assertThat(record().get("warnings.0")).startsWith("the KL has collapsed");
  }

  @Test
  void patienceNeedsImagesThatAreHeldOut() throws IOException {
    Files.delete(Digits.testImages(data));
    Files.delete(data.resolve("t10k-labels-idx1-ubyte"));
    Outcome refused = train("--patience=2", "--epochs=1");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("vae: --patience needs rows that are held out, and digits has no test set;")
        .endsWith("give --validation 0.1\n");
    assertThat(run).doesNotExist();
    assertThat(train("--patience=2", "--epochs=1", "--validation=0.1").exitCode()).isZero();
  }
}
