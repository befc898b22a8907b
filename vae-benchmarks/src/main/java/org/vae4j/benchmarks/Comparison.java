package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Readings of several programs, each in one or more settings, and the table of their medians. */
final class Comparison {
  static final String PEER = "pytorch";
  static final String LIMIT = "gemm-limit";

  private final Map<Setting, List<Double>> readings = new LinkedHashMap<>();

  private record Setting(String name, String threads) {}

  /** Adds a reading: a line of JSON with name, threads and images_per_second. */
  void add(String json) {
    String threads = field(json, "threads");
    Matcher blas = pattern("openblas_num_threads").matcher(json);
    Setting setting =
        new Setting(field(json, "name"), blas.find() ? blas.group(1) + " + " + threads : threads);
    readings
        .computeIfAbsent(setting, s -> new ArrayList<>())
        .add(Double.valueOf(field(json, "images_per_second")));
  }

  private static String field(String json, String key) {
    Matcher matcher = pattern(key).matcher(json);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "compare: no " + key + " in '" + json + "'; expected the last line of a benchmark");
    }
    return matcher.group(1);
  }

  private static Pattern pattern(String key) {
    return Pattern.compile("\"" + key + "\": \"?([^\",}]*)");
  }

  /** Returns the highest median of any setting of a program, NaN if it was not run. */
  double best(String name) {
    return medians(name).max(Comparator.naturalOrder()).orElse(Double.NaN);
  }

  private Stream<Double> medians(String name) {
    return readings.entrySet().stream()
        .filter(entry -> entry.getKey().name.equals(name))
        .map(entry -> median(entry.getValue()));
  }

  private static double median(List<Double> values) {
    return Statistics.median(values.stream().mapToDouble(v -> v).toArray());
  }

  /**
   * Returns a Markdown table: a row a setting, with ratios to the best of the peer and the limit.
   */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| program | threads | images/s | lowest | highest | runs | of PyTorch | of gemm |\n");
    table.append("|---|---|---|---|---|---|---|---|\n");
    readings.forEach(
        (setting, values) -> {
          double median = median(values);
          double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %,.0f | %,.0f | %,.0f | %d | %s | %s |%n",
                  setting.name,
                  setting.threads,
                  median,
                  sorted[0],
                  sorted[sorted.length - 1],
                  sorted.length,
                  ratio(median / best(PEER)),
                  ratio(median / best(LIMIT))));
        });
    return table.toString();
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
