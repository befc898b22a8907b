package org.vae4j.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.vae4j.data.UnusableRowException;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.loss.Gaussian;
import org.vae4j.loss.LearnedGaussian;
import org.vae4j.loss.MeanSquaredError;
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

  @Test
  void rowsThatAreNotFiniteOrTooFarOutAreRefused() {
    try (VaeModel model = model()) {
      float[][] rows = rows(3);
      double[] ones = new double[30];
      Arrays.fill(ones, 1);
      model.weights().set("fc1.weight", ones);
      for (float wrong : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f}) {
        rows[1] = new float[] {wrong, wrong, wrong, wrong, wrong, wrong};
        assertThatThrownBy(() -> model.encode(rows))
            .isInstanceOf(UnusableRowException.class)
            .hasMessageContaining("encode: row 2, column 1 is ");
        assertThatThrownBy(() -> model.reconstruct(rows))
            .hasMessageContaining("reconstruct: row 2, column 1 is ");
      }
      assertThatThrownBy(() -> model.decode(new double[][] {{0, Double.NaN}}))
          .hasMessageContaining("decode: row 1, column 2 is missing (NaN)");
      model.weights().set("fc21.bias", new double[] {Double.NaN, 0});
      assertThatThrownBy(() -> model.encode(rows(1)))
          .hasMessageContaining("encode: the weight fc21.bias is not finite");
    }
  }

  @Test
  void drawsVaryAroundTheMeansAsTheLikelihoodDoes() {
    Vae vae = Vae.reference(6, 5, 2, new Gaussian(4));
    try (VaeModel model = VaeModel.initialise(vae, backend, DType.F64, 3)) {
      double[][] drawn = model.draw(2000, 7);
      double[][] means = model.decode(model.prior(2000, 7));
      double squares = 0;
      for (int i = 0; i < drawn.length; i++) {
        squares += Math.pow(drawn[i][5] - means[i][5], 2) / drawn.length;
      }
      assertThat(squares).isBetween(3.6, 4.4);
      assertThat(model.draw(300, 7)[299]).isEqualTo(drawn[299]);
      assertThat(model.draw(1, 8)[0]).isNotEqualTo(drawn[0]);
    }
    Vae bernoulli = Vae.reference(6, 5, 2, new BinaryCrossEntropy());
    try (VaeModel model = VaeModel.initialise(bernoulli, backend, DType.F32, 3)) {
      double ones = 0;
      for (double[] row : model.draw(500, 7)) {
        assertThat(Arrays.stream(row).map(x -> x * (1 - x)).sum()).isZero();
        ones += row[2] / 500;
      }
      assertThat(ones).isBetween(0.1, 0.9);
    }
    Vae learned = Vae.reference(6, 5, 2, new LearnedGaussian());
    try (VaeModel model = VaeModel.initialise(learned, backend, DType.F64, 3)) {
      double[] narrow = model.decode(model.prior(1, 7))[0];
      model.weights().set(LearnedGaussian.LOGVAR, new double[] {-60});
      assertThat(model.draw(1, 7)[0]).containsExactly(narrow, within(1e-11));
    }
    Vae mean = Vae.reference(6, 5, 2, new MeanSquaredError());
    try (VaeModel model = VaeModel.initialise(mean, backend, DType.F32, 3)) {
      assertThatThrownBy(() -> model.draw(1, 7)).hasMessageContaining("mean-mse is no likelihood");
    }
  }

  @Test
  void rowsOfDoublesKeepThePrecisionOfTheWeights() {
    double[][] rows = {{0.1, 0.2, 0.3, 0.4, 0.5, 0.6}};
    float[][] narrow = {{0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f}};
    try (VaeModel model = model()) {
      double[] back = model.reconstruct(rows)[0];
      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).isEqualTo(model.reconstruct(narrow)[0][i]);
      }
    }
    Vae vae = Vae.reference(6, 5, 2, new SquaredError());
    try (VaeModel model = VaeModel.initialise(vae, backend, DType.F64, 3)) {
      double value = model.reconstruct(rows)[0][0];
      assertThat((double) (float) value).isNotEqualTo(value);
    }
  }
}
