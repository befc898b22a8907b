package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

final class JmhTest {

  static Stream<Method> benchmarks() {
    return Stream.of(GemmBenchmark.class, FusedBenchmark.class, ElementwiseBenchmark.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Benchmark.class));
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void runsOnEveryEngine(Method method) throws RunnerException {
    List<String> engines = Engines.running();
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(method.getDeclaringClass().getName() + "\\." + method.getName() + "$")
                    .param("engine", engines.toArray(String[]::new))
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();

    assertThat(results)
        .hasSizeGreaterThanOrEqualTo(2 * engines.size())
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive())
        .allSatisfy(
            result ->
                assertThat(
                        result.getSecondaryResults().values().stream()
                            .mapToDouble(work -> work.getScore())
                            .sum())
                    .isPositive());
  }

  @Test
  void printsWhatWasReachedOfThePeaksThatTheSameRunMeasured() {
    assertThat(run("ElementwiseBenchmark.unary", "-p", "engine=ejml", "-p", "op=TANH"))
        .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| benchmark"))
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .matches(
                        "\\| ElementwiseBenchmark.unary \\| ejml \\| F32, TANH \\| [\\d,.]+ \\| [\\d.]+ GB/s \\| \\d+ % \\|"),
            row ->
                assertThat(row)
                    .startsWith("| ElementwiseBenchmark.unary | ejml | F64, TANH |")
                    .endsWith(" GB/s |  |"),
            row ->
                assertThat(row)
                    .startsWith("| PeakBenchmark.copy |  |  | ")
                    .endsWith(" GB/s | 100 % |"),
            row ->
                assertThat(row)
                    .startsWith("| PeakBenchmark.product |  |  | ")
                    .endsWith(" GFLOP/s | 100 % |"));
  }

  @Test
  void leavesTheShareEmptyWithoutPeaks() {
    assertThat(run("GemmBenchmark.forward", "-p", "engine=ejml", "-p", "dtype=F32", "-e", "Peak"))
        .last()
        .asString()
        .matches(
            "\\| GemmBenchmark.forward \\| ejml \\| F32 \\| [\\d,.]+ \\| [\\d.]+ GFLOP/s \\|  \\|");
  }

  @Test
  void leavesListsToJmh() {
    assertThat(run("-l")).isEmpty();
  }

  @Test
  void measuresThePeaksAlone() {
    assertThat(run("PeakBenchmark.copy")).last().asString().startsWith("| PeakBenchmark.product |");
  }

  /** One call a benchmark, in this process. */
  private static List<String> run(String... options) {
    return Ran.well(
            Stream.of(
                    Stream.of("jmh"),
                    Arrays.stream(options),
                    Stream.of("-f", "0", "-wi", "0", "-i", "1", "-r", "1ms", "-v", "SILENT"))
                .flatMap(all -> all)
                .toArray(String[]::new))
        .lines();
  }
}
