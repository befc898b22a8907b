package org.vae4j.train;

import java.util.List;
import java.util.stream.LongStream;
import org.vae4j.optim.Schedule;
import org.vae4j.optim.Warmup;
import org.vae4j.tensor.DType;

/**
 * What changes while training goes on, and what ends it early. All of it follows from the position
 * and from the losses so far, so that training can go on from any checkpoint.
 *
 * @param schedule how the learning rate goes down
 * @param warmup how it rises before
 * @param beta the weight of the KL (Higgins et al. 2017); 1 makes the loss a bound
 * @param klWarmup how that weight rises to beta (Bowman et al. 2016)
 * @param patience training ends after so many epochs in a row without a lower held-out loss; 0 is
 *     never
 */
public record Course(Schedule schedule, Warmup warmup, double beta, Warmup klWarmup, int patience) {
  /** The rate and the KL's weight stay, and training has all its epochs. */
  public static final Course STEADY = new Course(Schedule.CONSTANT, Warmup.NONE, 1, Warmup.NONE, 0);

  /** Checks the numbers. */
  public Course {
    if (!(beta >= 0) || Double.isInfinite(beta) || patience < 0) {
      throw new IllegalArgumentException(
          "training: beta is %s and the patience %d, expected 0 or more".formatted(beta, patience));
    }
  }

  /** Returns this course with another schedule. */
  public Course withSchedule(Schedule value) {
    return new Course(value, warmup, beta, klWarmup, patience);
  }

  /** Returns this course with another warm-up of the learning rate. */
  public Course withWarmup(Warmup value) {
    return new Course(schedule, value, beta, klWarmup, patience);
  }

  /** Returns this course with another weight of the KL, and how that rises. */
  public Course withBeta(double value, Warmup rise) {
    return new Course(schedule, warmup, value, rise, patience);
  }

  /** Returns this course with another patience. */
  public Course withPatience(int value) {
    return new Course(schedule, warmup, beta, klWarmup, value);
  }

  /** Returns what to choose an epoch by: its held-out loss with the KL's final weight; or NaN. */
  public double criterion(EpochMetrics epoch) {
    LossParts test = epoch.test();
    return test == null ? Double.NaN : test.reconstruction() + beta * test.kl();
  }

  /** Returns the index of the first epoch with the lowest held-out loss, -1 if there is none. */
  public int best(List<EpochMetrics> history) {
    int best = -1;
    for (int i = 0; i < history.size(); i++) {
      double loss = criterion(history.get(i));
      if (!Double.isNaN(loss) && (best < 0 || loss < criterion(history.get(best)))) {
        best = i;
      }
    }
    return best;
  }

  /** Whether the last of these epochs is the best. */
  public boolean lastIsBest(List<EpochMetrics> history) {
    return !history.isEmpty() && best(history) == history.size() - 1;
  }

  /** Whether patience is at its end. */
  boolean exhausted(List<EpochMetrics> history) {
    return patience > 0 && history.size() - 1 - best(history) >= patience;
  }

  /**
   * Makes sure that the learning rate stays a number above 0 in every step.
   *
   * @param rate the optimizer's own one
   * @param dtype the element type that it is applied in
   * @param rows rows of training data
   * @throws IllegalArgumentException with the first step found where it isn't
   */
  public void checkRate(double rate, DType dtype, TrainingSettings settings, int rows) {
    long stepsPerEpoch = settings.stepsPerEpoch(rows);
    long last = Math.min(settings.maxSteps(), stepsPerEpoch * settings.epochs()) - 1;
    // in between the rate rises, then falls: it is lowest and highest where something changes
    LongStream.Builder steps = LongStream.builder().add(0).add(last);
    schedule
        .changes()
        .forEach(epoch -> steps.add(epoch * stepsPerEpoch - 1).add(epoch * stepsPerEpoch));
    steps
        .build()
        .filter(step -> step <= last)
        .sorted()
        .forEach(
            step -> {
              double here = rate * rateFactor(step, stepsPerEpoch, settings.epochs());
              double applied = dtype == DType.F32 ? (float) here : here;
              if (!(applied > 0) || Double.isInfinite(applied)) {
                throw new IllegalArgumentException(
                    "the learning rate %s with the schedule %s and the warm-up %s is %s at step %d in %s, expected a number above 0; choose a larger rate, a milder schedule or a shorter warm-up"
                        .formatted(rate, schedule, warmup, applied, step + 1, dtype));
              }
            });
  }

  /** Whether the learning rate stays the optimizer's own. */
  boolean steadyRate() {
    return schedule.equals(Schedule.CONSTANT) && warmup.count() == 0;
  }

  /** The learning rate's factor in a step. */
  double rateFactor(long done, long stepsPerEpoch, int epochs) {
    return warmup.factor(done, stepsPerEpoch)
        * schedule.factor(done / (double) stepsPerEpoch, epochs);
  }

  /** The KL's weight in a step. */
  double klWeight(long done, long stepsPerEpoch) {
    return beta * klWarmup.factor(done, stepsPerEpoch);
  }
}
