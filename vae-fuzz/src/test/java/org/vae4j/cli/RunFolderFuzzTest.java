package org.vae4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.Datasets;
import org.vae4j.data.cache.RowCache;
import org.vae4j.fuzz.Hostile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;

/** The files of a run folder that a training which goes on reads, besides checkpoints. */
final class RunFolderFuzzTest {
  private static final List<EpochMetrics> HISTORY =
      Stream.of(1, 2, 3)
          .map(
              epoch ->
                  new EpochMetrics(
                      epoch, 9L * epoch, new LossParts(1, 2), null, Double.NaN, Double.NaN))
          .toList();

  static Stream<byte[]> records() {
    return Stream.of(
        ("{\"state\": \"unfinished\", \"settings\": {\"data\": \"mnist\", \"threads\": 2, \"lr\": 1e-3,"
                + " \"max_steps\": null, \"checkpoint_keep\": \"best\"}, \"engine\": {\"name\":"
                + " \"ejml\"}, \"data\": {\"name\": \"mnist\", \"image_size\": \"28x28\"},"
                + " \"starts\": [{\"step\": 0}], \"results\": {\"steps\": 4, \"seconds\": 0.5}}")
            .getBytes(UTF_8));
  }

  static Stream<byte[]> metrics() {
    return Stream.of(
        ("epoch,step,train_loss,train_reconstruction,train_kl,"
                + "test_loss,test_reconstruction,test_kl,images_per_second,seconds\n"
                + "1,9,3.0,1.0,2.0,,,,77.5,1.25\n2,18,3.0,1.0,2.0,,,,,\n")
            .getBytes(UTF_8));
  }

  @MethodSource("records")
  @FuzzTest(maxDuration = "1m")
  void records(byte[] content) {
    Hostile.read(() -> goOn(Hostile.file("run.json", content)));
  }

  private static void goOn(Path file) throws IOException {
    RunRecord record = RunRecord.read(file);
    RowCache cache = new RowCache(file.resolveSibling("cache"));
    DataOption source = new DataOption(Datasets.find(), cache, Console.system());
    TrainOptions options = new TrainOptions(new DataOptions(source), new ThreadsOption());
    try {
      options.restore(file, record.settings());
      options.training();
      options.model.check();
      options.split.check();
      options.optimizer();
      options.interval();
      options.data.lasting();
    } catch (CommandException e) {
      if (e.exitCode() != ExitCode.USAGE) {
        throw e;
      }
    }
    if (record.finished()) {
      Json.document(record.results(new RunFolder(Path.of("run"))));
    }
    record.ended(new CommandException(ExitCode.USAGE, "stopped"));
    RunRecord.read(file);
  }

  @MethodSource("metrics")
  @FuzzTest(maxDuration = "1m")
  void metrics(byte[] content) throws IOException {
    Path file = Hostile.file("metrics.csv", content);
    List<EpochMetrics> timed = new MetricsFile(file).resume(HISTORY);
    if (timed.size() != HISTORY.size()) {
      throw new AssertionError("epochs are lost");
    }
  }

  static Stream<byte[]> settings() {
    return Stream.of(
        "batch-size: 100\nhidden: [400, 200]\nlr: '1e-3' # a comment\n".getBytes(UTF_8),
        "%YAML 1.2\n---\nseed: &a 1\nlr: *a\n...\n---\n{}".getBytes(UTF_8));
  }

  /** What --config reads; what it takes comes back when it is written and read again. */
  @MethodSource("settings")
  @FuzzTest(maxDuration = "1m")
  void settings(byte[] content) {
    List<String> known = List.of("batch-size", "hidden", "lr", "seed");
    Hostile.read(
        () -> {
          Map<String, String> settings =
              ConfigFile.read(Hostile.file("settings.yaml", content), known);
          byte[] written = ConfigFile.document(settings).getBytes(UTF_8);
          if (!ConfigFile.read(Hostile.file("again.yaml", written), known).equals(settings)) {
            throw new AssertionError("written and read again, it is something else");
          }
        });
  }
}
