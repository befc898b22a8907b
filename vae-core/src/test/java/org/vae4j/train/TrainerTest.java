package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.Loss;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Sgd;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** The trainer on a small model and a plain engine. */
final class TrainerTest {
  private static final ImageDataset IMAGES = images(37);

  private static ImageDataset images(int count) {
    byte[] pixels = new byte[count * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 * RandomStream.of(5, "pixels").uniform(i));
    }
    return ImageDataset.of(pixels, null, 2, 3);
  }

  private static VaeModel model(CheckedBackend backend, Loss loss) {
    return VaeModel.initialise(Vae.reference(6, 5, 2, loss), backend, DType.F64, 3);
  }

  private static TrainingSettings settings() {
    return TrainingSettings.defaults().withEpochs(2).withBatch(10, 3).withThreads(2);
  }

  private static Map<String, double[]> train(TrainingSettings settings) {
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
        VaeModel model = model(backend, new SquaredError())) {
      new Trainer(model, new Adam(0.01), settings).fit(IMAGES, IMAGES);
      Map<String, double[]> weights = new LinkedHashMap<>();
      model.weights().names().forEach(name -> weights.put(name, model.weights().values(name)));
      return weights;
    }
  }

  private static void assertSame(Map<String, double[]> a, Map<String, double[]> b) {
    a.forEach((name, values) -> assertThat(b.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void equalSeedsGiveEqualBitsForAnyNumberOfThreads() {
    Map<String, double[]> one = train(settings().withThreads(1));
    for (int threads = 1; threads <= 5; threads++) {
      assertSame(one, train(settings().withThreads(threads)));
    }
    assertThat(train(settings().withSeed(2)).get("fc1.weight")).isNotEqualTo(one.get("fc1.weight"));
  }

  @Test
  void microBatchesAddUpToTheBatch() {
    Map<String, double[]> whole = train(settings().withBatch(10, 10));
    Map<String, double[]> parts = train(settings().withBatch(10, 3));
    whole.forEach(
        (name, values) ->
            assertThat(parts.get(name)).as(name).containsExactly(values, within(1e-12)));
  }

  @Test
  void aBatchMayBeLargerThanTheDataAndAMicroBatchThanTheBatch() {
    Map<String, double[]> whole = train(settings().withBatch(37, 37));
    assertSame(whole, train(settings().withBatch(Integer.MAX_VALUE, 37)));
    assertSame(whole, train(settings().withBatch(37, Integer.MAX_VALUE)));
  }

  @Test
  void everyStepAndEpochIsReportedOnceTheCutOffOneIncluded() {
    List<String> seen = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            seen.add(metrics.epoch() + "." + metrics.step());
          }

          @Override
          public void onEpoch(EpochMetrics metrics) {
            seen.add("epoch " + metrics.epoch() + " at " + metrics.step());
          }
        };
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
        VaeModel model = model(backend, new SquaredError())) {
      new Trainer(model, new Adam(0.01), settings().withMaxSteps(6), listener).fit(IMAGES, null);
    }
    assertThat(seen)
        .containsExactly("1.1", "1.2", "1.3", "1.4", "epoch 1 at 4", "2.5", "2.6", "epoch 2 at 6");
  }

  @Test
  void clippingScalesTheSummedGradientToTheNorm() {
    double moved = 0;
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
        VaeModel model = model(backend, new SquaredError());
        VaeModel before = model(backend, new SquaredError())) {
      TrainingSettings one = settings().withMaxSteps(1).withClipNorm(0.25);
      new Trainer(model, new Sgd(1, 0, false), one).fit(IMAGES, null);
      for (String name : model.weights().names()) {
        double[] a = before.weights().values(name);
        double[] b = model.weights().values(name);
        for (int i = 0; i < a.length; i++) {
          moved += (a[i] - b[i]) * (a[i] - b[i]);
        }
      }
    }
    assertThat(Math.sqrt(moved)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void noTensorIsLeftAndNoneIsMadeAfterTheFirstEpoch() {
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap())) {
      try (VaeModel model = model(backend, new SquaredError())) {
        List<Long> allocated = new ArrayList<>();
        TrainingListener listener =
            new TrainingListener() {
              @Override
              public void onStep(StepMetrics metrics) {
                allocated.add(backend.allocated());
              }
            };
        new Trainer(model, new Adam(0.01), settings().withEpochs(4), listener).fit(IMAGES, null);
        assertThat(allocated.subList(8, 16)).containsOnly(allocated.get(8));
      }
      assertThat(backend.live()).isZero();
    }
  }

  @Test
  void aDivergedStepStopsTrainingEvenIfItIsTheLast() {
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
        VaeModel model = model(backend, new SquaredError())) {
      Sgd huge = new Sgd(1e300, 0, false);
      assertThatThrownBy(
              () -> new Trainer(model, huge, settings().withMaxSteps(2)).fit(IMAGES, null))
          .isInstanceOf(NotFiniteException.class)
          .hasMessageContainingAll("not finite", "step", "epoch 1", "learning rate 1.0E300", "try");
    }
  }

  /** The last rows of a batch can't be read. */
  private static final class Broken implements Dataset {
    @Override
    public int size() {
      return IMAGES.size();
    }

    @Override
    public int features() {
      return IMAGES.features();
    }

    @Override
    public void copy(int row, double[] target, int at) {
      if (row > 20) {
        throw new IllegalStateException("row " + row + " is gone");
      }
      IMAGES.copy(row, target, at);
    }

    @Override
    public void copy(int row, float[] target, int at) {
      throw new AssertionError("the model is in binary64");
    }
  }

  @Test
  void aPassThatFailsEndsTrainingWithItsErrorAndNobodyWaitsForIt() {
    for (int threads : new int[] {1, 2, 5}) {
      try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
          VaeModel model = model(backend, new SquaredError())) {
        Trainer trainer = new Trainer(model, new Adam(0.01), settings().withThreads(threads));
        assertThatThrownBy(() -> trainer.fit(new Broken(), null))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("is gone");
      }
    }
  }

  @Test
  void dataThatDoNotFitAreRefusedWithWhatToDo() {
    try (CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());
        VaeModel onLogits = model(backend, new BinaryCrossEntropy());
        VaeModel other =
            VaeModel.initialise(
                Vae.reference(7, 5, 2, new SquaredError()), backend, DType.F64, 1)) {
      Trainer bernoulli = new Trainer(onLogits, new Adam(0.01), settings());
      assertThatThrownBy(() -> bernoulli.fit(IMAGES, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("[-1.0, 1.0]", "bce", "withScaling(Scaling.UNIT)");
      assertThat(bernoulli.fit(IMAGES.withScaling(Scaling.UNIT), null)).hasSize(2);
      assertThatThrownBy(() -> new Trainer(other, new Adam(0.01), settings()).fit(IMAGES, null))
          .hasMessageContainingAll("6 values a row", "takes 7");
    }
  }
}
