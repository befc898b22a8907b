package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.Dataset;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Latents;
import org.vae4j.vae.VaeModel;

/** A model answers many threads as it answers one, on every engine, until it is closed. */
final class ModelFromManyThreadsTest {
  private static final int THREADS = 8;
  private static final int CALLS = 10_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  static Stream<String> engines() {
    return Engines.names();
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** A call and what one thread got from it. */
  private static final class Question {
    private final Callable<float[][]> call;
    private final float[][] answer;

    Question(Callable<float[][]> call) throws Exception {
      this.call = call;
      this.answer = call.call();
    }

    boolean answeredAsBefore() throws Exception {
      return Arrays.deepEquals(call.call(), answer);
    }
  }

  /** All four operations, on one to five rows. */
  private static List<Question> questions(VaeModel model) throws Exception {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      float[][] images = images(7 * i, 1 + i % 5);
      Latents latents = model.encode(images);
      int seed = i;
      questions.add(new Question(() -> model.encode(images).mu()));
      questions.add(new Question(() -> model.encode(images).logvar()));
      questions.add(new Question(() -> model.decode(latents.mu())));
      questions.add(new Question(() -> model.reconstruct(images)));
      questions.add(new Question(() -> model.sample(1 + seed % 4, seed)));
    }
    return questions;
  }

  private static float[][] images(int from, int count) throws IOException {
    Dataset test = Runs.mnist().test();
    float[][] images = new float[count][test.features()];
    for (int i = 0; i < count; i++) {
      test.copy(from + i, images[i], 0);
    }
    return images;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void manyThreadsGetWhatOneGets(String engine) throws Exception {
    try (CheckedBackend backend = Backends.find().open(engine)) {
      try (VaeModel model = VaeModel.initialise(Runs.REFERENCE, backend, DType.F32, 1)) {
        List<Question> questions = questions(model);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
          Question question = questions.get(i % questions.size());
          calls.add(question::answeredAsBefore);
        }
        int right = 0;
        for (Future<Boolean> result : threads.invokeAll(calls)) {
          right += result.get() ? 1 : 0;
        }
        assertThat(right).isEqualTo(CALLS);
      }
      assertThat(backend.live()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void closedWhileCallsRunItAnswersOrSaysThatItIsClosed(String engine) throws Exception {
    for (int round = 0; round < 20; round++) {
      try (CheckedBackend backend = Backends.find().open(engine)) {
        VaeModel model = VaeModel.initialise(Runs.REFERENCE, backend, DType.F32, round);
        List<Question> questions = questions(model);
        CountDownLatch begun = new CountDownLatch(4 * THREADS);
        List<Future<String>> ends = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          int first = t;
          ends.add(threads.submit(() -> askUntilClosed(questions, first, begun)));
        }
        begun.await();
        model.close();
        for (Future<String> end : ends) {
          assertThat(end.get()).contains(": the model is closed; load it again");
        }
        assertThatThrownBy(() -> model.sample(1, 1)).hasMessageContaining("the model is closed");
        assertThat(backend.live()).isZero();
      }
    }
  }

  /** Returns the message with which it ended. */
  private static String askUntilClosed(List<Question> questions, int first, CountDownLatch begun)
      throws Exception {
    for (int i = first; ; i++) {
      try {
        if (!questions.get(i % questions.size()).answeredAsBefore()) {
          return "another answer";
        }
        begun.countDown();
      } catch (IllegalStateException e) {
        return e.getMessage();
      }
    }
  }
}
