package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.vae4j.data.ImageDataset;
import org.vae4j.io.MalformedFileException;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Optimizer;
import org.vae4j.optim.RmsProp;
import org.vae4j.optim.Sgd;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.VaeModel;

final class ResumeTest {
  static final List<Optimizer> OPTIMIZERS =
      List.of(
          new Adam(0.01),
          new Adam(0.02, 0.8, 0.99, 1e-7, 0.05),
          new Sgd(0.001, 0.9, true),
          new RmsProp(0.01, 0.95, 1e-6));

  @TempDir Path temp;

  private static List<String> losses(List<EpochMetrics> history) {
    return history.stream()
        .map(epoch -> epoch.epoch() + " " + epoch.step() + " " + epoch.train() + epoch.test())
        .toList();
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void stoppedAfterAnyStepItGoesOnToTheSameBits(Optimizer optimizer) throws IOException {
    SmallTraining whole = new SmallTraining(temp.resolve("whole")).with(optimizer);
    List<EpochMetrics> history = whole.run();
    assertThat(history).extracting(EpochMetrics::step).containsExactly(4L, 8L, 12L);
    for (int step = 1; step <= SmallTraining.STEPS; step++) {
      SmallTraining parts = whole.in(temp.resolve("stop-" + step));
      parts.runTo(step);
      Checkpoint last = Checkpoint.read(parts.last());
      assertThat(last.progress().step()).isEqualTo(step);
      assertThat(last.optimizer()).isEqualTo(optimizer);
      assertThat(losses(parts.resume())).isEqualTo(losses(history));
      for (String file : List.of("last", "best", "step-000008", "step-000012")) {
        assertThat(parts.folder().resolve(file + ".safetensors"))
            .hasSameBinaryContentAs(whole.folder().resolve(file + ".safetensors"));
      }
    }
  }

  @Test
  void stoppedAfterEveryStepItGoesOnToTheSameBits() throws IOException {
    SmallTraining whole = new SmallTraining(temp.resolve("whole"));
    whole.run();
    SmallTraining parts = whole.in(temp.resolve("parts"));
    parts.runTo(1);
    for (int step = 2; step <= SmallTraining.STEPS; step++) {
      int until = step;
      try (VaeModel model = parts.model()) {
        Trainer[] trainer = new Trainer[1];
        TrainingListener stop =
            new TrainingListener() {
              @Override
              public void onStep(StepMetrics metrics) {
                assertThat(metrics.step()).isEqualTo(until);
                trainer[0].stop();
              }
            };
        trainer[0] = parts.trainer(model, false, stop);
        trainer[0].resume(Checkpoint.read(parts.last()), SmallTraining.TRAIN, SmallTraining.TEST);
      }
    }
    parts.resume();
    assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
  }

  @Test
  void stepsLimitAndItsCutOffEpochSurvive() throws IOException {
    SmallTraining whole = new SmallTraining(temp.resolve("whole"));
    whole = whole.with(whole.settings().withMaxSteps(6));
    List<EpochMetrics> history = whole.run();
    assertThat(history).extracting(EpochMetrics::step).containsExactly(4L, 6L);
    SmallTraining parts = whole.in(temp.resolve("parts"));
    parts.runTo(6);
    assertThat(losses(parts.resume())).isEqualTo(losses(history));
    assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
  }

  @Test
  void threadsAreNoPartOfACheckpointAndMayChange() throws IOException {
    SmallTraining one = new SmallTraining(temp.resolve("one"));
    one.run();
    SmallTraining three = one.in(temp.resolve("three"));
    three = three.with(one.settings().withThreads(3));
    three.runTo(5);
    three.with(one.settings().withThreads(1)).resume();
    assertThat(three.last()).hasSameBinaryContentAs(one.last());
  }

  @Test
  void aFinishedTrainingHasNothingLeft() throws IOException {
    SmallTraining training = new SmallTraining(temp.resolve("run"));
    List<EpochMetrics> history = training.run();
    Checkpoint last = Checkpoint.read(training.last());
    assertThat(last.progress().finished(last.settings())).isTrue();
    assertThat(losses(training.resume())).isEqualTo(losses(history));
  }

  @Test
  void cutOffBetweenItsLastTwoCheckpointsItWritesTheOther() throws IOException {
    SmallTraining whole = new SmallTraining(temp.resolve("whole"));
    whole.run();
    for (String cutOff : List.of("last", "best")) {
      SmallTraining parts = whole.in(temp.resolve(cutOff));
      parts.run();
      Path file = parts.folder().resolve(cutOff + ".safetensors");
      Files.copy(
          parts.folder().resolve("step-000008.safetensors"),
          file,
          StandardCopyOption.REPLACE_EXISTING);
      parts.resume();
      assertThat(file).hasSameBinaryContentAs(whole.folder().resolve(cutOff + ".safetensors"));
    }
  }

  @Test
  void aCheckpointSaysWhatIsTrained() throws IOException {
    SmallTraining training = new SmallTraining(temp.resolve("run")).with(OPTIMIZERS.get(1));
    training.runTo(6);
    Checkpoint last = Checkpoint.read(training.last());
    assertThat(last.optimizer()).isEqualTo(training.optimizer());
    assertThat(last.settings().withThreads(2)).isEqualTo(training.settings());
    assertThat(last.dtype()).isEqualTo(DType.F32);
    assertThat(last.progress().epoch()).isEqualTo(2);
    assertThat(last.progress().seen()).isEqualTo(16);
    assertThat(last.progress().sum().total()).isPositive();
    try (VaeModel model = last.model(PlainBackend.onHeap());
        VaeModel fresh = training.model()) {
      assertThat(model.vae()).isEqualTo(fresh.vae());
      assertThat(model.weights().values("fc1.bias"))
          .isNotEqualTo(fresh.weights().values("fc1.bias"));
    }
  }

  @Test
  void anotherTrainingIsRefusedWithWhatDiffers() throws IOException {
    SmallTraining training = new SmallTraining(temp.resolve("run"));
    training.runTo(2);
    Checkpoint last = Checkpoint.read(training.last());
    refused(training.with(new Adam(0.02)), last, "optimizer.lr 0.01, expected 0.02");
    refused(training.with(new Sgd(0.01, 0.9, false)), last, "optimizer adam, expected sgd");
    refused(
        training.with(training.settings().withBatch(9, 3)),
        last,
        "training.batch-size 8, expected 9");
    refused(
        training.with(training.settings().withEpochs(4)), last, "training.epochs 3, expected 4");
    ImageDataset other = SmallTraining.images(30, 3);
    try (VaeModel model = training.model()) {
      Trainer trainer = training.trainer(model, false);
      assertThatThrownBy(() -> trainer.resume(last, other, SmallTraining.TEST))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("data.train 30x6 " + SmallTraining.TRAIN.sha256());
      assertThatThrownBy(() -> trainer.resume(last, SmallTraining.TRAIN, null))
          .hasMessageContaining("data.test 11x6 ")
          .hasMessageContaining("expected none");
    }
  }

  private static void refused(SmallTraining training, Checkpoint checkpoint, String message) {
    assertThatThrownBy(() -> training.resume(checkpoint))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(checkpoint.file() + ": found ")
        .hasMessageContaining(message);
  }

  @Test
  void aStoppedTrainerTrainsAgainFromTheBeginning() throws IOException {
    SmallTraining training = new SmallTraining(temp.resolve("run"));
    try (VaeModel model = training.model()) {
      Trainer trainer = training.stoppingAt(3, model);
      assertThat(trainer.fit(SmallTraining.TRAIN, SmallTraining.TEST)).isEmpty();
      Checkpoint stopped = Checkpoint.read(training.last());
      trainer.resume(stopped, SmallTraining.TRAIN, SmallTraining.TEST);
      assertThat(Checkpoint.read(training.last()).progress().step()).isEqualTo(12);
    }
    try (VaeModel model = training.model()) {
      Trainer trainer = training.trainer(model, false);
      trainer.stop();
      assertThat(trainer.fit(SmallTraining.TRAIN, SmallTraining.TEST)).isEmpty();
      assertThat(trainer.fit(SmallTraining.TRAIN, SmallTraining.TEST)).hasSize(3);
    }
  }

  @Test
  void stopBeforeTheFirstStepLeavesACheckpointToGoOnFrom() throws IOException {
    SmallTraining training = new SmallTraining(temp.resolve("run"));
    try (VaeModel model = training.model()) {
      Trainer trainer = training.trainer(model, false);
      trainer.stop();
      trainer.fit(SmallTraining.TRAIN, SmallTraining.TEST);
    }
    assertThat(Checkpoint.read(training.last()).progress().step()).isEqualTo(1);
  }
}
