package org.vae4j.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.ImageDataset;
import org.vae4j.fuzz.Hostile;
import org.vae4j.io.SafeTensors;
import org.vae4j.io.SafeTensors.Entry;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Whole checkpoints, and metadata under a right checksum; what is read must let training go on. */
final class CheckpointFuzzTest {
  private static final Backend BACKEND = Backends.of(new EjmlProvider()).open();
  private static final Vae VAE = Vae.reference(4, 2, 1, new SquaredError());
  private static final ImageDataset DATA = ImageDataset.of(new byte[10 * 4], null, 2, 2);
  private static final TrainingSettings SETTINGS =
      TrainingSettings.defaults().withEpochs(2).withBatch(4, 2).withThreads(1).withSeed(7);
  private static final byte[] SOUND = sound();

  /** A checkpoint in the middle of the second epoch. */
  private static byte[] sound() {
    try (VaeModel model = VaeModel.initialise(VAE, BACKEND, DType.F32, SETTINGS.seed())) {
      Path folder = Files.createTempDirectory("vae-fuzz");
      Path last = folder.resolve("last.safetensors");
      Stopper stopper = new Stopper();
      Trainer trainer =
          new Trainer(
              model,
              new Adam(0.01),
              SETTINGS,
              stopper,
              new Checkpoints(folder, CheckpointInterval.parse("9epochs"), false));
      stopper.trainer = trainer;
      trainer.fit(DATA, DATA);
      byte[] bytes = Files.readAllBytes(last);
      Files.delete(last);
      Files.deleteIfExists(folder.resolve("best.safetensors"));
      Files.delete(folder);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Stopper implements TrainingListener {
    private @Nullable Trainer trainer;

    @Override
    public void onStep(StepMetrics metrics) {
      if (metrics.step() == 4 && trainer != null) {
        trainer.stop();
      }
    }
  }

  static Stream<byte[]> files() {
    return Stream.of(SOUND);
  }

  static Stream<byte[]> metadata() throws IOException {
    StringBuilder all = new StringBuilder();
    SafeTensors.read(Hostile.file("sound.safetensors", SOUND))
        .metadata()
        .forEach((key, value) -> all.append(key).append('=').append(value).append('\n'));
    return Stream.of(
        all.toString().getBytes(UTF_8),
        "progress.step=5\nprogress.seen=8".getBytes(UTF_8),
        "progress.epoch=1".getBytes(UTF_8),
        "optimizer=sgd\noptimizer.beta1=\noptimizer.momentum=0.9".getBytes(UTF_8),
        "training.epochs=3\ntraining.max-steps=5\ntraining.clip-norm=NaN".getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    Hostile.read(() -> goOn(Hostile.file("last.safetensors", content)));
  }

  /** Lines of key=value that take the place of what a sound checkpoint says; no value is none. */
  @MethodSource("metadata")
  @FuzzTest(maxDuration = "1m")
  void metadata(byte[] lines) {
    Hostile.read(
        () -> {
          SafeTensors sound = SafeTensors.read(Hostile.file("sound.safetensors", SOUND));
          Map<String, String> metadata = new TreeMap<>(sound.metadata());
          for (String line : new String(lines, UTF_8).split("\n", -1)) {
            int at = line.indexOf('=');
            if (at >= 0 && at == line.length() - 1) {
              metadata.remove(line.substring(0, at));
            } else if (at >= 0) {
              metadata.put(line.substring(0, at), line.substring(at + 1));
            }
          }
          metadata.remove(SafeTensors.CHECKSUM);
          goOn(written(metadata, sound, Map.of()));
        });
  }

  /** Numbers in place of the losses so far, and the epochs done. */
  @FuzzTest(maxDuration = "1m")
  void progress(byte[] numbers) {
    ByteBuffer bytes = ByteBuffer.wrap(numbers);
    double[] sum = doubles(bytes, 2);
    double[] history = doubles(bytes, bytes.remaining() / Double.BYTES);
    Hostile.read(
        () -> {
          SafeTensors sound = SafeTensors.read(Hostile.file("sound.safetensors", SOUND));
          Map<String, String> metadata = new TreeMap<>(sound.metadata());
          metadata.put("progress.epoch", Integer.toString(1 + history.length / 5));
          metadata.remove(SafeTensors.CHECKSUM);
          goOn(written(metadata, sound, Map.of("progress.sum", sum, "progress.history", history)));
        });
  }

  private static double[] doubles(ByteBuffer bytes, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count && bytes.remaining() >= Double.BYTES; i++) {
      values[i] = bytes.getDouble();
    }
    return values;
  }

  private static Path written(
      Map<String, String> metadata, SafeTensors sound, Map<String, double[]> others)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String name : sound.names()) {
      double[] known = sound.doubles(name);
      double[] values = others.getOrDefault(name, known);
      int[] shape =
          values.length == known.length ? sound.shape(name) : new int[] {values.length / 5, 5};
      if (values.length == known.length || values.length % 5 == 0) {
        entries.add(new Entry(name, sound.dtype(name), shape, () -> values));
      }
    }
    Path file = Hostile.file("checkpoint.safetensors", new byte[0]);
    SafeTensors.writeWithChecksum(file, metadata, entries);
    return file;
  }

  private static void goOn(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(file);
    checkpoint.model(BACKEND).close();
    try (VaeModel model = VaeModel.initialise(VAE, BACKEND, DType.F32, SETTINGS.seed())) {
      new Trainer(model, new Adam(0.01), SETTINGS).resume(checkpoint, DATA, DATA);
    } catch (NotFiniteException e) {
      return; // weights may be anything
    }
  }
}
