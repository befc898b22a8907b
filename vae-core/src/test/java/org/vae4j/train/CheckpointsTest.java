package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.optim.Sgd;
import org.vae4j.vae.VaeModel;

final class CheckpointsTest {
  @TempDir Path temp;

  private SmallTraining training() {
    return new SmallTraining(temp.resolve("checkpoints"));
  }

  private static List<String> names(Path folder) {
    return Arrays.stream(folder.toFile().list()).sorted().toList();
  }

  @Test
  void keepsLastAndBestAndEachOneIfAsked() throws IOException {
    SmallTraining training = training().every("5steps");
    training.run();
    assertThat(names(training.folder()))
        .containsExactly(
            "best.safetensors",
            "last.safetensors",
            "step-000005.safetensors",
            "step-000010.safetensors",
            "step-000012.safetensors");
    SmallTraining two = training.in(temp.resolve("two"));
    try (VaeModel model = two.model()) {
      two.trainer(model, false).fit(SmallTraining.TRAIN, null);
    }
    assertThat(names(two.folder())).containsExactly("last.safetensors");
  }

  @Test
  void bestIsTheEpochWithTheLowestTestLoss() throws IOException {
    SmallTraining training = training().with(new Sgd(0.1, 0.9, false));
    List<EpochMetrics> history = training.run();
    int lowest = 0;
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).test().total() < history.get(lowest).test().total()) {
        lowest = i;
      }
    }
    assertThat(lowest).as("an epoch that is not the last, or this proves nothing").isLessThan(2);
    assertThat(Checkpoint.read(training.folder().resolve("best.safetensors")).progress().history())
        .hasSize(lowest + 1);
  }

  @Test
  void aChangedByteIsNoticedWhereverItIs() throws IOException {
    SmallTraining training = training();
    training.runTo(6);
    Path file = training.last();
    byte[] good = Files.readAllBytes(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < good.length; i += 3) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (good[i] ^ 1)}), i);
        refused(file, "byte " + i);
        channel.write(ByteBuffer.wrap(good, i, 1), i);
      }
    }
    assertThat(Checkpoint.read(file).progress().step()).isEqualTo(6);
  }

  @Test
  void aTruncationIsNoticedWhereverItIs() throws IOException {
    SmallTraining training = training();
    training.runTo(6);
    Path file = training.last();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long length = channel.size() - 1; length >= 0; length -= 7) {
        channel.truncate(length);
        refused(file, length + " bytes");
      }
    }
  }

  private static void refused(Path file, String what) {
    assertThatThrownBy(() -> Checkpoint.read(file))
        .as(what)
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(file + ": found ");
  }

  @Test
  void aBrokenCheckpointIsReplacedByTheOneBefore() throws IOException {
    SmallTraining training = training();
    training.run();
    Path last = training.last();
    byte[] whole = Files.readAllBytes(last);
    whole[whole.length - 1] ^= 1;
    Files.write(last, whole);
    Files.write(training.folder().resolve("step-000012.safetensors"), new byte[3]);
    Files.delete(training.folder().resolve("best.safetensors"));
    List<String> broken = new ArrayList<>();
    Checkpoint newest =
        Checkpoints.newest(training.folder(), failure -> broken.add(failure.getMessage()));
    assertThat(newest.file()).hasFileName("step-000008.safetensors");
    assertThat(broken)
        .hasSize(2)
        .anyMatch(message -> message.contains("step-000012.safetensors: found 3 bytes"))
        .anyMatch(message -> message.contains("last.safetensors: found content with the SHA-256"));
  }

  @Test
  void anUnreadableCheckpointIsReplacedByTheOneBefore() throws IOException {
    SmallTraining training = training();
    training.run();
    Path folder = training.folder();
    for (String name : List.of("last", "best", "step-000012")) {
      Files.delete(folder.resolve(name + ".safetensors"));
    }
    Files.createSymbolicLink(folder.resolve("last.safetensors"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("best.safetensors"), Path.of("best.safetensors"));
    Files.createSymbolicLink(folder.resolve("step-000012.safetensors"), temp);
    Files.write(folder.resolve("step-000004.safetensors"), new byte[3]);
    List<String> broken = new ArrayList<>();
    Checkpoint newest = Checkpoints.newest(folder, failure -> broken.add(failure.getMessage()));
    assertThat(newest.file()).hasFileName("step-000008.safetensors");
    assertThat(broken)
        .as("what is broken and older takes nothing away")
        .hasSize(3)
        .noneMatch(message -> message.contains("step-000004"));
    Files.delete(newest.file());
    Files.delete(folder.resolve("step-000004.safetensors"));
    assertThatThrownBy(() -> Checkpoints.newest(folder, failure -> {}))
        .isInstanceOf(IOException.class);
  }

  private static TrainingIdentity identity(SmallTraining training, boolean exact) {
    try (VaeModel model = training.model()) {
      return new TrainingIdentity(
          model.vae(),
          model.weights().dtype(),
          exact,
          training.optimizer(),
          training.settings(),
          SmallTraining.TRAIN,
          SmallTraining.TEST);
    }
  }

  @Test
  void theArithmeticIsPartOfWhatATrainingIs() throws IOException {
    SmallTraining training = training();
    training.runTo(6);
    Checkpoint.read(training.last()).check(identity(training, false));
    assertThatThrownBy(() -> Checkpoint.read(training.last()).check(identity(training, true)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found numerics fast, expected exact");
    Map<String, String> metadata = new TreeMap<>(SafeTensors.read(training.last()).metadata());
    assertThat(metadata.remove("numerics")).isEqualTo("fast");
    rewrite(training.last(), metadata);
    Checkpoint.read(training.last()).check(identity(training, true)); // of version 0.1
    training.resume();
    assertThat(SafeTensors.read(training.last()).metadata()).containsEntry("numerics", "fast");
  }

  private static void rewrite(Path file, Map<String, String> metadata) throws IOException {
    SafeTensors sound = SafeTensors.read(file);
    metadata.remove(SafeTensors.CHECKSUM);
    List<SafeTensors.Entry> entries = new ArrayList<>();
    for (String name : sound.names()) {
      double[] values = sound.doubles(name);
      entries.add(new SafeTensors.Entry(name, sound.dtype(name), sound.shape(name), () -> values));
    }
    SafeTensors.writeWithChecksum(file, metadata, entries);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 6, 8",
    "1, 7, 16",
    "1, 5, 16",
    "1, 6, 15",
    "1, 6, -1",
    "2, 6, 16",
    "1, 4, 31",
    "0, 6, 16"
  })
  void aPointThatTheTrainingNeverComesToIsRefused(int epoch, long step, int seen)
      throws IOException {
    SmallTraining training = training();
    training.runTo(6);
    SafeTensors sound = SafeTensors.read(training.last());
    assertThat(sound.metadata())
        .containsEntry("progress.epoch", "2")
        .containsEntry("progress.step", "6")
        .containsEntry("progress.seen", "16");
    Map<String, String> metadata = new TreeMap<>(sound.metadata());
    metadata.put("progress.epoch", String.valueOf(1 + epoch));
    metadata.put("progress.step", String.valueOf(step));
    metadata.put("progress.seen", String.valueOf(seen));
    rewrite(training.last(), metadata);
    assertThatThrownBy(() -> training.resume(Checkpoint.read(training.last())))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(training.last() + ": found ");
  }

  @Test
  void whereNothingIsThereIsNoneAndWhereAllIsBrokenIsAnError() throws IOException {
    Path folder = temp.resolve("checkpoints");
    assertThat(Checkpoints.newest(folder, failure -> {})).isNull();
    Files.createDirectory(folder);
    Files.writeString(folder.resolve(".last.safetensors.0.tmp"), "half of it");
    assertThat(Checkpoints.newest(folder, failure -> {})).isNull();
    Files.writeString(folder.resolve("last.safetensors"), "not a checkpoint at all");
    assertThatThrownBy(() -> Checkpoints.newest(folder, failure -> {}))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("last.safetensors");
  }

  @Test
  void aFolderThatVanishesIsAnErrorAndNotMadeAgain() throws IOException {
    SmallTraining training = training().every("1steps");
    TrainingListener remove =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            if (metrics.step() == 3) {
              delete(training.folder());
            }
          }
        };
    assertThatThrownBy(() -> training.run(remove))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("last.safetensors".replace("last", "step-000003"));
    assertThat(training.folder()).doesNotExist();
  }

  private static void delete(Path folder) {
    for (String name : folder.toFile().list()) {
      assertThat(folder.resolve(name).toFile().delete()).isTrue();
    }
    assertThat(folder.toFile().delete()).isTrue();
  }

  @Test
  void aWeightThatIsNoNumberIsNamedAndNeverKept() throws IOException {
    SmallTraining training = training().every("1steps");
    assertThatThrownBy(() -> training.run(spoil(6, "fc21.bias", false)))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("the weight fc21.bias is not finite at step 6 (epoch 2)")
        .hasMessageContaining("learning rate 0.01");
    assertThat(Checkpoint.read(training.last()).progress().step()).isEqualTo(5);
  }

  @Test
  void whatTheOptimizerRemembersMustBeNumbersToo() throws IOException {
    SmallTraining training = training().every("1steps");
    assertThatThrownBy(() -> training.run(spoil(6, "fc3.weight", true)))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("adam's 'v' of fc3.weight is not finite at step 6 (epoch 2)");
    assertThat(Checkpoint.read(training.last()).progress().step()).isEqualTo(5);
  }

  @Test
  void aLossThatIsNoNumberComesWithTheFirstWeightThatIsNone() throws IOException {
    SmallTraining training = training();
    assertThatThrownBy(() -> training.run(spoil(6, "fc21.bias", false)))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("the loss is not finite (reconstruction NaN, kl NaN) at step 7")
        .hasMessageContaining("the first weight that is not finite either is fc21.bias");
    assertThat(Checkpoint.read(training.last()).progress().step()).isEqualTo(4);
  }

  /** Puts a NaN where the step's gradient would have brought it. */
  private static TrainingListener spoil(long step, String name, boolean remembered) {
    return new TrainingListener() {
      @Override
      public void onPause(TrainingState state) {
        if (state.progress().step() == step) {
          var weights =
              remembered ? state.optimizer().remembered().get("v") : state.model().weights();
          double[] values = weights.values(name);
          values[values.length - 1] = Double.NaN;
          weights.set(name, values);
        }
      }
    };
  }

  @Test
  void intervalsSayWhenAndNotWhat() {
    Progress step = new Progress(1, 20, 160, LossParts.ZERO, List.of());
    EpochMetrics epoch = new EpochMetrics(1, 21, LossParts.ZERO, null, 1, 1);
    Progress first = step.afterStep(LossParts.ZERO, 8).afterEpoch(epoch);
    assertThat(CheckpointInterval.parse("20steps").due(step, 0)).isTrue();
    assertThat(CheckpointInterval.parse("7steps").due(first, 0)).isFalse();
    assertThat(CheckpointInterval.parse("1epoch").due(step, 0)).isFalse();
    assertThat(CheckpointInterval.parse("1epoch").due(first, 0)).isTrue();
    assertThat(CheckpointInterval.parse("2epochs").due(first, 0)).isFalse();
    CheckpointInterval minutes = CheckpointInterval.parse("5min");
    assertThat(minutes.due(step, TimeUnit.SECONDS.toNanos(299))).isFalse();
    assertThat(minutes.due(step, TimeUnit.SECONDS.toNanos(300))).isTrue();
    for (String text : List.of("20steps", "2epochs", "5min")) {
      assertThat(CheckpointInterval.parse(text)).hasToString(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20", "steps", "0steps", "-1epochs", "5 min", "1h", "9999999999steps"})
  void otherIntervalsAreRefused(String text) {
    assertThatThrownBy(() -> CheckpointInterval.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "', expected such as 20steps, 2epochs or 5min");
  }
}
