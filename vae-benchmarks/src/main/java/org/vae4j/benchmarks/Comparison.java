package org.vae4j.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readings of several programs, each in one or more settings, and tables of their medians. */
final class Comparison {
  static final String PEER = "pytorch";
  static final String LIMIT = "gemm-limit";

  private static final String RATE = "images_per_second";

  private final Map<Setting, List<String>> readings = new LinkedHashMap<>();

  /**
   * What is compared with what: the same work.
   *
   * @param task train, exact (training with exact numerics), inference, or start
   * @param batch rows in a batch; 0 where there are none
   */
  record Workload(String task, int batch) implements Comparable<Workload> {
    private static final Comparator<Workload> ORDER =
        Comparator.comparing(Workload::task).reversed().thenComparing(Workload::batch);

    @Override
    public int compareTo(Workload other) {
      return ORDER.compare(this, other);
    }
  }

  private record Setting(Workload work, String name, String threads) {}

  /**
   * Adds a reading: a line of JSON with name, threads, task and batch if there is one, and what was
   * measured.
   */
  void add(String json) {
    String own = field(json, "threads");
    String blas = field(json, "openblas_num_threads", "");
    Workload work =
        new Workload(field(json, "task", "train"), Integer.parseInt(field(json, "batch", "0")));
    String threads = blas.isEmpty() ? own : blas + " + " + own;
    readings
        .computeIfAbsent(
            new Setting(work, field(json, "name"), threads), setting -> new ArrayList<>())
        .add(json);
  }

  /** Returns what a reading says; refuses one that does not say it. */
  static String field(String json, String key) {
    String value = field(json, key, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "reading: no " + key + " in '" + json + "'; expected the last line of a benchmark");
    }
    return value;
  }

  static String field(String json, String key, String otherwise) {
    Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*\"?([^\",}\\s]*)").matcher(json);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  /** Returns the highest median speed of any setting of a program, NaN if it was not run. */
  double best(Workload work, String name) {
    return readings.entrySet().stream()
        .filter(e -> e.getKey().work.equals(work) && e.getKey().name.equals(name))
        .mapToDouble(e -> median(e.getValue(), RATE).orElse(Double.NaN))
        .max()
        .orElse(Double.NaN);
  }

  /** Returns the median of what one setting measured, NaN if it was not run. */
  double median(Workload work, String name, int threads, String key) {
    List<String> lines = readings.get(new Setting(work, name, Integer.toString(threads)));
    return lines == null ? Double.NaN : median(lines, key).orElse(Double.NaN);
  }

  /** Returns the median speed of one setting, NaN if it was not run. */
  double speed(Workload work, String name, int threads) {
    return median(work, name, threads, RATE);
  }

  private static OptionalDouble median(List<String> lines, String key) {
    double[] values =
        lines.stream()
            .map(line -> field(line, key, ""))
            .filter(value -> !value.isEmpty())
            .mapToDouble(Double::parseDouble)
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.median(values));
  }

  /** Returns Markdown: for each work a table with a row a setting and ratios to peer and limit. */
  String tables() {
    Map<Workload, Map<Setting, List<String>>> works = new TreeMap<>();
    readings.forEach(
        (setting, lines) ->
            works.computeIfAbsent(setting.work, w -> new LinkedHashMap<>()).put(setting, lines));
    StringBuilder text = new StringBuilder();
    works.forEach(
        (work, settings) -> {
          String batch = work.batch == 0 ? "" : ", batch " + work.batch;
          if (settings.values().stream().anyMatch(lines -> median(lines, RATE).isPresent())) {
            text.append('\n').append(work.task).append(batch).append("\n\n");
            text.append(
                "| program | threads | images/s | lowest | highest | runs | of PyTorch | of gemm |\n");
            text.append("|---|---|---|---|---|---|---|---|\n");
            settings.forEach((setting, lines) -> text.append(row(setting, lines)));
          }
        });
    return text.toString();
  }

  private String row(Setting setting, List<String> lines) {
    double[] sorted =
        lines.stream()
            .mapToDouble(line -> Double.parseDouble(field(line, RATE)))
            .sorted()
            .toArray();
    double median = Statistics.median(sorted);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %,.0f | %,.0f | %d | %s | %s |%n",
        setting.name,
        setting.threads,
        median,
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length,
        ratio(median / best(setting.work, PEER)),
        ratio(median / best(setting.work, LIMIT)));
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
