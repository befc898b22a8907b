package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.io.MalformedFileException;
import org.vae4j.optim.Schedule;
import org.vae4j.optim.Sgd;
import org.vae4j.optim.Warmup;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;
import org.vae4j.vae.VaeModel;

final class CourseTest {
  @TempDir Path temp;

  private static EpochMetrics epoch(int number, double reconstruction, double kl) {
    LossParts test = new LossParts(reconstruction, kl);
    return new EpochMetrics(number, number, test, test, 1, 1);
  }

  @Test
  void theBestEpochIsTheFirstWithTheLowestHeldOutLossAtTheFinalBeta() {
    List<EpochMetrics> history =
        List.of(epoch(1, 10, 5), epoch(2, 12, 1), epoch(3, 8, 5), epoch(4, 8, 5));
    assertThat(Course.STEADY.best(history)).isEqualTo(1);
    assertThat(Course.STEADY.withBeta(0.5, Warmup.NONE).best(history)).isEqualTo(2);
    assertThat(Course.STEADY.lastIsBest(history)).isFalse();
    assertThat(Course.STEADY.lastIsBest(history.subList(0, 2))).isTrue();
    assertThat(Course.STEADY.best(List.of())).isEqualTo(-1);
    LossParts loss = new LossParts(1, 1);
    assertThat(Course.STEADY.best(List.of(new EpochMetrics(1, 1, loss, null, 1, 1)))).isEqualTo(-1);
  }

  @Test
  void patienceEndsAfterSoManyEpochsWithoutALowerLoss() {
    List<EpochMetrics> history =
        List.of(epoch(1, 9, 1), epoch(2, 8, 1), epoch(3, 8, 1), epoch(4, 8.5, 1));
    Course two = Course.STEADY.withPatience(2);
    assertThat(two.exhausted(history)).isTrue();
    assertThat(two.exhausted(history.subList(0, 3))).isFalse();
    assertThat(two.exhausted(List.of())).isFalse();
    assertThat(Course.STEADY.withPatience(3).exhausted(history)).isFalse();
    assertThat(Course.STEADY.exhausted(history)).isFalse();
  }

  @Test
  void numbersThatMeanNothingAreRefused() {
    for (double beta : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Course.STEADY.withBeta(beta, Warmup.NONE))
          .hasMessageContaining("beta is " + beta);
    }
    assertThatThrownBy(() -> Course.STEADY.withPatience(-1)).hasMessageContaining("patience -1");
  }

  /** The weights after some steps of plain gradient descent with rate 2^-7. */
  private double[] weights(int steps, Course course) {
    SmallTraining training = new SmallTraining(temp);
    TrainingSettings settings = training.settings().withMaxSteps(steps).withCourse(course);
    try (VaeModel model = training.model()) {
      new Trainer(model, new Sgd(0x1p-7, 0, false), settings)
          .fit(SmallTraining.TRAIN, SmallTraining.TEST);
      return model.weights().names().stream()
          .flatMapToDouble(name -> Arrays.stream(model.weights().values(name)))
          .toArray();
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] all = new double[a.length];
    Arrays.setAll(all, i -> a[i] - b[i]);
    return all;
  }

  private static void assertProportional(double[] small, double factor, double[] large) {
    for (int i = 0; i < small.length; i++) {
      assertThat(small[i]).isCloseTo(factor * large[i], within(1e-6));
    }
    assertThat(Arrays.stream(small).map(Math::abs).max().getAsDouble()).isGreaterThan(1e-3);
  }

  @Test
  void theScheduleScalesTheStepsOfItsEpochs() {
    Course halved = Course.STEADY.withSchedule(new Schedule.Step(0.5, List.of(1)));
    double[] four = weights(4, Course.STEADY);
    assertThat(weights(4, halved)).isEqualTo(four);
    assertProportional(
        difference(weights(5, halved), four), 0.5, difference(weights(5, Course.STEADY), four));
  }

  @Test
  void theWarmupScalesTheFirstSteps() {
    double[] zero = weights(1, Course.STEADY.withWarmup(Warmup.parse("1000000steps")));
    assertProportional(
        difference(weights(1, Course.STEADY.withWarmup(Warmup.parse("1epochs"))), zero),
        0.25,
        difference(weights(1, Course.STEADY), zero));
  }

  @Test
  void betaAndItsWarmupWeighTheKlInTheGradientAlone() {
    double[] none = weights(1, Course.STEADY.withBeta(0, Warmup.NONE));
    double[] one = difference(weights(1, Course.STEADY), none);
    assertProportional(
        difference(weights(1, Course.STEADY.withBeta(3, Warmup.NONE)), none), 3, one);
    assertProportional(
        difference(weights(1, Course.STEADY.withBeta(3, Warmup.parse("4steps"))), none), 0.75, one);
  }

  @Test
  void patienceEndsATrainingWhereItsEpochsGotWorseAndAResumedOneThere() throws IOException {
    SmallTraining whole = new SmallTraining(temp.resolve("whole")).with(new Sgd(0.11, 0.9, false));
    whole = whole.with(whole.settings().withEpochs(50).withCourse(Course.STEADY.withPatience(3)));
    List<EpochMetrics> history = whole.run();
    assertThat(history).hasSizeBetween(5, 49);
    List<Double> losses = new ArrayList<>();
    history.forEach(epoch -> losses.add(Course.STEADY.criterion(epoch)));
    int best = Course.STEADY.best(history);
    assertThat(best).isEqualTo(history.size() - 4);
    assertThat(losses.subList(best + 1, best + 4)).allMatch(loss -> loss >= losses.get(best));
    for (int step : new int[] {1, 4 * best + 6, 4 * history.size() - 1}) {
      SmallTraining parts = whole.in(temp.resolve("parts-" + step));
      parts.runTo(step);
      assertThat(parts.resume()).hasSameSizeAs(history);
      assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
      assertThat(parts.resume()).hasSameSizeAs(history);
    }
  }

  /** A training that its patience ends three epochs after the best one. */
  private SmallTraining withPatience(String folder, int patience) {
    SmallTraining training =
        new SmallTraining(temp.resolve(folder)).with(new Sgd(0.11, 0.9, false));
    Course course = Course.STEADY.withPatience(patience);
    return training.with(training.settings().withEpochs(50).withCourse(course));
  }

  private static double[] all(VaeModel model) {
    return model.weights().names().stream()
        .flatMapToDouble(name -> Arrays.stream(model.weights().values(name)))
        .toArray();
  }

  private static double[] all(Path checkpoint) throws IOException {
    try (VaeModel model = Checkpoint.read(checkpoint).model(PlainBackend.onHeap())) {
      return all(model);
    }
  }

  @Test
  void patienceLeavesTheBestWeightsInTheModelAlsoIfTheTrainingIsResumed() throws IOException {
    SmallTraining whole = withPatience("whole", 3);
    List<EpochMetrics> history;
    double[] best;
    try (VaeModel model = whole.model()) {
      history = whole.trainer(model, false).fit(SmallTraining.TRAIN, SmallTraining.TEST);
      best = all(model);
      assertThat(whole.trainer(model, false).evaluate(SmallTraining.TEST))
          .isEqualTo(history.get(Course.STEADY.best(history)).test());
    }
    assertThat(best).isEqualTo(all(whole.folder().resolve(Checkpoints.BEST)));
    assertThat(best).isNotEqualTo(all(whole.last()));
    int end = 4 * history.size();
    for (int step : new int[] {1, end - 12, end - 11, end - 1, end}) {
      SmallTraining parts = whole.in(temp.resolve("parts-" + step));
      try (VaeModel model = parts.model()) {
        parts.stoppingAt(step, model).fit(SmallTraining.TRAIN, SmallTraining.TEST);
      }
      Checkpoint last = Checkpoint.read(parts.last());
      try (VaeModel model = parts.model()) {
        parts.trainer(model, false).resume(last, SmallTraining.TRAIN, SmallTraining.TEST);
        assertThat(all(model)).isEqualTo(best);
        assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
      }
    }
  }

  @Test
  void withoutPatienceTheLastWeightsStay() throws IOException {
    SmallTraining training = withPatience("run", 0);
    training = training.with(training.settings().withEpochs(12));
    try (VaeModel model = training.model()) {
      List<EpochMetrics> history =
          training.trainer(model, false).fit(SmallTraining.TRAIN, SmallTraining.TEST);
      assertThat(Course.STEADY.lastIsBest(history)).isFalse();
      assertThat(all(model)).isEqualTo(all(training.last()));
    }
  }

  @Test
  void aTrainingWhoseBestWeightsAreLostIsNotResumed() throws IOException {
    SmallTraining training = withPatience("run", 3);
    List<EpochMetrics> history = training.run();
    Path file = training.folder().resolve(Checkpoints.BEST);
    String message = "epoch " + (Course.STEADY.best(history) + 1) + ", the best so far";
    Checkpoint last = Checkpoint.read(training.last());
    Files.copy(training.last(), file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> training.resume(last))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll(file + ": found another training or epoch", message);
    Files.delete(file);
    assertThatThrownBy(() -> training.resume(last))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContainingAll(file + ": found no such file", message);
  }

  @Test
  void patienceWithoutRowsHeldOutIsRefused() {
    SmallTraining training = new SmallTraining(temp);
    TrainingSettings settings = training.settings().withCourse(Course.STEADY.withPatience(1));
    try (VaeModel model = training.model()) {
      assertThatThrownBy(
              () ->
                  new Trainer(model, training.optimizer(), settings).fit(SmallTraining.TRAIN, null))
          .hasMessageContainingAll("patience of 1 epochs", "held out");
    }
  }

  @Test
  void aCourseGoesOnToTheSameBitsAfterAnyStep() throws IOException {
    Course course =
        new Course(
            new Schedule.Cosine(0.1), Warmup.parse("3steps"), 0.7, Warmup.parse("2epochs"), 5);
    SmallTraining whole = new SmallTraining(temp.resolve("whole"));
    whole = whole.with(whole.settings().withCourse(course));
    whole.run();
    for (int step = 1; step <= SmallTraining.STEPS; step++) {
      SmallTraining parts = whole.in(temp.resolve("stop-" + step));
      parts.runTo(step);
      assertThat(Checkpoint.read(parts.last()).settings().course()).isEqualTo(course);
      parts.resume();
      assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
    }
  }

  private static void checkRate(double rate, DType dtype, String schedule, String warmup) {
    Course course =
        Course.STEADY.withSchedule(Schedule.parse(schedule)).withWarmup(Warmup.parse(warmup));
    TrainingSettings settings =
        TrainingSettings.defaults().withEpochs(4).withBatch(8, 8).withCourse(course);
    course.checkRate(rate, dtype, settings, 30);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-3, F64, 'step:1e-200@1,2', none, 0.0 at step 9 in F64",
    "1e-3, F64, 'step:1e200@1,2', none, Infinity at step 9 in F64",
    "1e-3, F32, 'step:1e-50@3', none, 0.0 at step 13 in F32",
    "5e-324, F64, constant, 3steps, 0.0 at step 1 in F64",
    "1e-60, F32, constant, none, 0.0 at step 1 in F32",
    "1e-44, F32, constant, 100epochs, 0.0 at step 1 in F32"
  })
  void ratesThatVanishAreRefused(
      double rate, DType dtype, String schedule, String warmup, String said) {
    assertThatThrownBy(() -> checkRate(rate, dtype, schedule, warmup))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void ratesThatAreSmallAreNot() {
    checkRate(1e-60, DType.F64, "constant", "none");
    checkRate(1e-3, DType.F32, "cosine", "2epochs");
    checkRate(1e-3, DType.F64, "step:1e-200@1,4", "none"); // there is no step after epoch 4
  }
}
