package org.vae4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vae4j.data.ImageDataset;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Optimizer;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Three epochs of four steps on 30 random images of 2×3, with a test, in a folder. */
record SmallTraining(
    Path folder, Optimizer optimizer, TrainingSettings settings, CheckpointInterval every) {
  static final int STEPS = 12;
  static final ImageDataset TRAIN = images(30, 1);
  static final ImageDataset TEST = images(11, 2);

  private static final Vae VAE = Vae.reference(6, 5, 2, new SquaredError());

  SmallTraining(Path folder) {
    this(
        folder,
        new Adam(0.01),
        TrainingSettings.defaults().withEpochs(3).withBatch(8, 3).withThreads(2).withSeed(7),
        CheckpointInterval.parse("1epochs"));
  }

  SmallTraining in(Path other) {
    return new SmallTraining(other, optimizer, settings, every);
  }

  SmallTraining with(Optimizer other) {
    return new SmallTraining(folder, other, settings, every);
  }

  SmallTraining with(TrainingSettings other) {
    return new SmallTraining(folder, optimizer, other, every);
  }

  SmallTraining every(String interval) {
    return new SmallTraining(folder, optimizer, settings, CheckpointInterval.parse(interval));
  }

  static ImageDataset images(int count, long seed) {
    byte[] pixels = new byte[count * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (256 * RandomStream.of(seed, "pixels").uniform(i));
    }
    return ImageDataset.of(pixels, null, 2, 3);
  }

  VaeModel model() {
    return VaeModel.initialise(VAE, PlainBackend.onHeap(), DType.F32, settings.seed());
  }

  Path last() {
    return folder.resolve("last.safetensors");
  }

  List<EpochMetrics> run(TrainingListener... more) throws IOException {
    try (VaeModel model = model()) {
      return trainer(model, true, more).fit(TRAIN, TEST);
    }
  }

  /** Trains up to a step and stops as a signal would make it. */
  void runTo(long step) throws IOException {
    try (VaeModel model = model()) {
      stoppingAt(step, model).fit(TRAIN, TEST);
    }
  }

  /** A trainer that stops itself after a step. */
  Trainer stoppingAt(long step, VaeModel model) {
    Stop stop = new Stop(step);
    Trainer trainer = trainer(model, true, stop);
    stop.trainer = trainer;
    return trainer;
  }

  /** Goes on from the newest checkpoint. */
  List<EpochMetrics> resume() throws IOException {
    Checkpoint newest =
        Checkpoints.newest(
            folder,
            e -> {
              throw new AssertionError(e);
            });
    return resume(newest);
  }

  List<EpochMetrics> resume(Checkpoint checkpoint) throws IOException {
    try (VaeModel model = model()) {
      return trainer(model, true).resume(checkpoint, TRAIN, TEST);
    }
  }

  Trainer trainer(VaeModel model, boolean keepAll, TrainingListener... more) {
    TrainingListener[] all = new TrainingListener[more.length + 1];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = new Checkpoints(folder, every, keepAll);
    return new Trainer(model, optimizer, settings, all);
  }

  private static final class Stop implements TrainingListener {
    private final long step;
    private Trainer trainer;

    Stop(long step) {
      this.step = step;
    }

    @Override
    public void onStep(StepMetrics metrics) {
      if (metrics.step() == step) {
        trainer.stop();
      }
    }
  }
}
