package org.vae4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;

/**
 * The figures of a training so far: the losses of the epoch that the model file is of, the speed of
 * all epochs.
 */
final class Results {
  private final Job job;
  private final List<EpochMetrics> epochs = new ArrayList<>();

  Results(Job job) {
    this.job = job;
  }

  /** Returns the epochs so far. */
  List<EpochMetrics> epochs() {
    return List.copyOf(epochs);
  }

  /** Returns the epoch that the model file is of; there must be one. */
  EpochMetrics model() {
    return epochs.get(job.chosen(epochs));
  }

  /** Whether the model file is of the last epoch so far. */
  boolean modelIsOfTheLast() {
    return job.chosen(epochs) == epochs.size() - 1;
  }

  void add(EpochMetrics epoch) {
    epochs.add(epoch);
  }

  double seconds() {
    return timed().mapToDouble(EpochMetrics::seconds).sum();
  }

  double imagesPerSecond() {
    return timed().mapToDouble(e -> e.imagesPerSecond() * e.seconds()).sum() / seconds();
  }

  /** All epochs, but for those whose times were lost with metrics.csv. */
  private Stream<EpochMetrics> timed() {
    return epochs.stream().filter(e -> !Double.isNaN(e.imagesPerSecond() * e.seconds()));
  }

  long steps() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).step();
  }

  /** Returns the figures by the names of metrics.csv; losses are missing before the first epoch. */
  Map<String, @Nullable Object> figures() {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("epochs", epochs.size());
    figures.put("steps", steps());
    if (!epochs.isEmpty()) {
      EpochMetrics model = model();
      figures.put("model_epoch", model.epoch());
      put(figures, "train", model.train());
      put(figures, "test", model.test());
      figures.put("images_per_second", imagesPerSecond());
      figures.put("seconds", seconds());
    }
    return figures;
  }

  private static void put(
      Map<String, @Nullable Object> figures, String set, @Nullable LossParts loss) {
    figures.put(set + "_loss", loss == null ? null : loss.total());
    figures.put(set + "_reconstruction", loss == null ? null : loss.reconstruction());
    figures.put(set + "_kl", loss == null ? null : loss.kl());
  }
}
