package org.vae4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Trainings that differ in one setting.
 *
 * @param caption the settings that stay
 * @param axis the setting that changes
 * @param trainings in order, by its value
 */
record Series(String caption, String axis, Map<Integer, Training> trainings) {

  /**
   * Returns Markdown: a row a training, medians, the last column the time an image takes over that
   * of the row before.
   */
  String table(Map<Training, List<Double>> imagesPerSecond) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "\n%s\n\n| %s | images/s | ms a step | GFLOP/s | cost of an image against the row before |"
            .formatted(caption, axis));
    lines.add("|---|---|---|---|---|");
    double before = Double.NaN;
    for (Map.Entry<Integer, Training> entry : trainings.entrySet()) {
      Training training = entry.getValue();
      double rate =
          Statistics.median(
              requireNonNull(imagesPerSecond.get(training)).stream()
                  .mapToDouble(Double::doubleValue)
                  .toArray());
      double stepsPerSecond = rate / training.batch();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %d | %,.0f | %.2f | %.1f | %s |",
              entry.getKey(),
              rate,
              1e3 / stepsPerSecond,
              stepsPerSecond * ReferenceModel.trainingGigaflop(training.hidden(), training.batch()),
              Double.isNaN(before) ? "" : String.format(Locale.ROOT, "%.2f", before / rate)));
      before = rate;
    }
    return String.join("\n", lines) + "\n";
  }
}
