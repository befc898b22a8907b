package org.vae4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What benchmarks reached of the rates of {@link PeakBenchmark} in the same run. */
final class PeakTable {
  private static final String HEAD =
      """

      Peaks: one core, F32, a large product in OpenBLAS and a copy in the second-level cache.

      | benchmark | engine | parameters | µs a call | rate | of the peak |
      |---|---|---|---|---|---|
      """;
  private static final String PACKAGE = PeakTable.class.getPackageName() + ".";
  private static final String PEAKS = PeakBenchmark.class.getName() + ".";

  private final Collection<RunResult> results;

  PeakTable(Collection<RunResult> results) {
    this.results = results;
  }

  /**
   * Returns Markdown: a row a benchmark; the last column stays empty for F64, and without the
   * peaks.
   */
  String text() {
    return HEAD + results.stream().map(this::row).collect(Collectors.joining());
  }

  private String row(RunResult result) {
    BenchmarkParams params = result.getParams();
    Collection<String> keys = params.getParamsKeys();
    String counter = rate(result, "gigaflop") > 0 ? "gigaflop" : "gigabyte";
    double peak = comparable(params) ? peak(counter) : 0;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %,.1f | %.1f %s | %s |\n",
        params.getBenchmark().replace(PACKAGE, ""),
        keys.contains("engine") ? params.getParam("engine") : "",
        keys.stream()
            .filter(key -> !key.equals("engine"))
            .map(params::getParam)
            .collect(Collectors.joining(", ")),
        1e6 * params.getThreads() / result.getPrimaryResult().getScore(),
        rate(result, counter),
        counter.equals("gigaflop") ? "GFLOP/s" : "GB/s",
        peak == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * rate(result, counter) / peak));
  }

  /** Says if the peaks, which are F32, are those of a benchmark. */
  private static boolean comparable(BenchmarkParams params) {
    return !params.getParamsKeys().contains("dtype") || params.getParam("dtype").equals("F32");
  }

  private double peak(String counter) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().startsWith(PEAKS))
        .mapToDouble(result -> rate(result, counter))
        .max()
        .orElse(0);
  }

  private static double rate(RunResult result, String counter) {
    return requireNonNull(result.getSecondaryResults().get(counter)).getScore();
  }
}
