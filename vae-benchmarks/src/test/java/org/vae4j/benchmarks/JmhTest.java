package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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
}
