package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.autograd.Weights;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.VaeModel;

/** The recipe of docs/exact.md leaves the digest of docs/exact.md, here as everywhere. */
final class ExactTrainingTest {
  private static final int STEPS = 30;
  private static final String DIGEST =
      "dc9b2dabc385aac6cdf3059fbbdddd03c2619916c58fbc7bcf7bab36d5760ac3";

  static List<Arguments> cases() {
    return Engines.names()
        .flatMap(
            engine ->
                IntStream.rangeClosed(1, 3).mapToObj(threads -> Arguments.of(engine, threads)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyEngineAndNumberOfThreadsGivesTheDigest(String engine, int threads) throws IOException {
    assertThat(digest(engine, threads)).isEqualTo(DIGEST);
  }

  /**
   * SHA-256 of both parts of the loss of every step, binary64, and then the name, UTF-8, and the
   * values, binary32, of every weight; all big-endian.
   */
  private static String digest(String engine, int threads) throws IOException {
    MessageDigest sha = sha256();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            sha.update(
                ByteBuffer.allocate(16)
                    .putDouble(metrics.loss().reconstruction())
                    .putDouble(metrics.loss().kl())
                    .array());
          }
        };
    TrainingSettings settings =
        TrainingSettings.defaults()
            .withBatch(128, 64)
            .withMaxSteps(STEPS)
            .withThreads(threads)
            .withSeed(1);
    try (Backend backend = Backends.find().open(engine, Numerics.EXACT::of);
        VaeModel model = VaeModel.initialise(Runs.REFERENCE, backend, DType.F32, settings.seed())) {
      new Trainer(model, new Adam(1e-3), settings, listener).fit(Runs.mnist().train(), null);
      Weights weights = model.weights();
      for (String name : weights.names()) {
        sha.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[weights.get(name).size()];
        backend.read(weights.get(name), 0, values, 0, values.length);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        sha.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("sha256: this Java lacks SHA-256, which all must have", e);
    }
  }
}
