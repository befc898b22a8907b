package org.vae4j.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.SquaredError;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;

/** A model used as a function from rows to rows. */
final class VaeModelTest {
  private final CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());

  private VaeModel model() {
    return VaeModel.initialise(Vae.reference(6, 5, 2, new SquaredError()), backend, DType.F32, 3);
  }

  private static float[][] rows(int count) {
    float[][] rows = new float[count][6];
    for (int i = 0; i < count * 6; i++) {
      rows[i / 6][i % 6] = (float) RandomStream.of(1, "rows").normal(i);
    }
    return rows;
  }

  @Test
  void aRowsResultDoesNotDependOnTheRowsBesideIt() {
    try (VaeModel model = model()) {
      float[][] all = rows(300);
      float[][] together = model.reconstruct(all);
      for (int i = 0; i < all.length; i++) {
        assertThat(model.reconstruct(new float[][] {all[i]})[0]).isEqualTo(together[i]);
      }
      assertThat(model.decode(model.encode(all).mu())).isDeepEqualTo(together);
      assertThat(model.reconstruct(new float[0][])).isEmpty();
    }
  }

  @Test
  void samplesDependOnTheSeedAlone() {
    try (VaeModel model = model()) {
      assertThat(model.sample(5, 7)).isDeepEqualTo(model.sample(5, 7));
      assertThat(model.sample(5, 7)[0]).isNotEqualTo(model.sample(5, 8)[0]);
      assertThat(model.sample(3, 7)[2]).isEqualTo(model.sample(5, 7)[2]);
    }
  }

  @Test
  void aLossOnLogitsGivesProbabilities() {
    try (VaeModel model =
        VaeModel.initialise(
            Vae.reference(6, 5, 2, new BinaryCrossEntropy()), backend, DType.F32, 3)) {
      for (float[] row : model.sample(20, 1)) {
        for (float value : row) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void anyNumberOfRowsAndCallsKeepsFewTensors() {
    try (VaeModel model = model()) {
      float[][] all = rows(256);
      for (int count = 1; count <= 256; count++) {
        model.encode(java.util.Arrays.copyOf(all, count));
      }
      assertThat(backend.live()).isLessThan(100);
    }
    assertThat(backend.live()).isZero();
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    try (VaeModel model = model()) {
      float[][] all = rows(40);
      float[][] expected = model.reconstruct(all);
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Callable<float[][]>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(() -> model.reconstruct(all));
      }
      for (Future<float[][]> result : threads.invokeAll(calls)) {
        assertThat(result.get()).isDeepEqualTo(expected);
      }
      threads.shutdown();
    }
  }

  @Test
  void aClosedModelSaysSo() {
    VaeModel model = model();
    model.close();
    assertThatThrownBy(() -> model.sample(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is closed");
    assertThat(backend.live()).isZero();
  }

  @Test
  void rowsOfAnotherLengthAreRefused() {
    try (VaeModel model = model()) {
      assertThatThrownBy(() -> model.encode(new float[][] {new float[6], new float[5]}))
          .hasMessage("encode: row 1 has 5 values, expected 6");
    }
  }
}
