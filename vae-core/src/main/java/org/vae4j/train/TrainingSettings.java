package org.vae4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.optim.Schedule;
import org.vae4j.optim.Warmup;
import org.vae4j.spi.Settings;

/**
 * How to train. Only {@code threads} may change without changing the result.
 *
 * @param epochs passes over the data
 * @param maxSteps a limit on steps; {@link Long#MAX_VALUE} is none
 * @param batchSize rows in a step
 * @param microBatch rows in a micro-batch
 * @param threads worker threads
 * @param seed decides the order of the data and all noise
 * @param clipNorm gradients with a larger norm are scaled down to it; infinity is no limit
 * @param course what changes on the way, and what ends it early
 */
public record TrainingSettings(
    int epochs,
    long maxSteps,
    int batchSize,
    int microBatch,
    int threads,
    long seed,
    double clipNorm,
    Course course) {

  /** Checks the sizes. */
  public TrainingSettings {
    positive("epochs", epochs);
    positive("max steps", maxSteps);
    positive("batch size", batchSize);
    positive("micro-batch", microBatch);
    positive("threads", threads);
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException(
          "training: the clipping norm is " + clipNorm + ", expected a number above 0");
    }
  }

  /**
   * The reference settings: 10 epochs, batches of 128 in micro-batches of 64, a thread for each
   * core.
   */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        10,
        Long.MAX_VALUE,
        128,
        64,
        Runtime.getRuntime().availableProcessors(),
        1,
        Double.POSITIVE_INFINITY,
        Course.STEADY);
  }

  /**
   * Returns the rows in a micro-batch where none are asked for: half the batch, which two threads
   * share, but not more than 128, so that more threads have work in large batches. Measured; part
   * of every result, so it follows from the batch alone.
   */
  public static int microBatchFor(int batchSize) {
    return Math.min(128, batchSize / 2 + batchSize % 2);
  }

  /** Returns these settings with another number of epochs. */
  public TrainingSettings withEpochs(int value) {
    return new TrainingSettings(
        value, maxSteps, batchSize, microBatch, threads, seed, clipNorm, course);
  }

  /** Returns these settings with another limit on steps. */
  public TrainingSettings withMaxSteps(long value) {
    return new TrainingSettings(
        epochs, value, batchSize, microBatch, threads, seed, clipNorm, course);
  }

  /** Returns these settings with other sizes of batches and micro-batches. */
  public TrainingSettings withBatch(int batch, int micro) {
    return new TrainingSettings(epochs, maxSteps, batch, micro, threads, seed, clipNorm, course);
  }

  /** Returns these settings with another number of threads. */
  public TrainingSettings withThreads(int value) {
    return new TrainingSettings(
        epochs, maxSteps, batchSize, microBatch, value, seed, clipNorm, course);
  }

  /** Returns these settings with another seed. */
  public TrainingSettings withSeed(long value) {
    return new TrainingSettings(
        epochs, maxSteps, batchSize, microBatch, threads, value, clipNorm, course);
  }

  /** Returns these settings with another limit on the gradient's norm. */
  public TrainingSettings withClipNorm(double value) {
    return new TrainingSettings(
        epochs, maxSteps, batchSize, microBatch, threads, seed, value, course);
  }

  /** Returns these settings with another course. */
  public TrainingSettings withCourse(Course value) {
    return new TrainingSettings(
        epochs, maxSteps, batchSize, microBatch, threads, seed, clipNorm, value);
  }

  /** Returns the steps in an epoch of so many rows. */
  long stepsPerEpoch(int rows) {
    return (rows - 1L) / batchSize + 1;
  }

  private static void positive(String setting, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "training: " + setting + " is " + value + ", expected 1 or more");
    }
  }

  /** Returns what decides the result, as text by name. */
  Map<String, String> describe() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("epochs", Integer.toString(epochs));
    text.put("max-steps", Long.toString(maxSteps));
    text.put("batch-size", Integer.toString(batchSize));
    text.put("micro-batch", Integer.toString(microBatch));
    text.put("seed", Long.toString(seed));
    text.put("clip-norm", Double.toString(clipNorm));
    text.put("schedule", course.schedule().toString());
    text.put("warmup", course.warmup().toString());
    text.put("beta", Double.toString(course.beta()));
    text.put("kl-warmup", course.klWarmup().toString());
    text.put("patience", Integer.toString(course.patience()));
    return text;
  }

  /** Returns the settings of which {@link #describe} gave the text, with the default threads. */
  static TrainingSettings described(Settings text) {
    return new TrainingSettings(
        text.count("epochs"),
        Long.parseLong(text.text("max-steps")),
        text.count("batch-size"),
        text.count("micro-batch"),
        defaults().threads,
        Long.parseLong(text.text("seed")),
        Double.parseDouble(text.text("clip-norm")),
        new Course(
            Schedule.parse(text.text("schedule")),
            Warmup.parse(text.text("warmup")),
            Double.parseDouble(text.text("beta")),
            Warmup.parse(text.text("kl-warmup")),
            text.count("patience")));
  }
}
