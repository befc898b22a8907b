package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchmarksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nothing | 'nothing' given, expected one of whole-job, inference, gemm-limit, scaling, compare, jmh; see 'benchmarks/run --help'
          whole-job --speed 3 | whole-job: '--speed' given, expected one of --engine, --numerics, --dtype,
          whole-job engine | whole-job: 'engine' given, expected one of --engine,
          whole-job --engine | whole-job: Missing required parameter for option '--engine' (<engine>); see 'benchmarks/run whole-job --help'
          whole-job --engine none | whole-job: backend: 'none' is not on the class path; found
          whole-job --dtype f16 | whole-job: Invalid value for option '--dtype': expected one of [F32, F64] (case-insensitive) but was 'f16'
          whole-job --numerics slow | whole-job: Invalid value for option '--numerics': expected one of [FAST, EXACT]
          whole-job --numerics exact --dtype f64 | whole-job: dtype F64 given, expected F32
          whole-job --batch 60001 | whole-job: Invalid value for option '--batch': '60001' given, expected a whole number, 1 to 60000
          whole-job --threads two | whole-job: Invalid value for option '--threads': 'two' given, expected a whole number, 1 or more
          whole-job --warmup -1 | whole-job: Invalid value for option '--warmup': '-1' given, expected a whole number, 0 or more
          whole-job --steps 10 --warmup 10 | whole-job: 10 steps with 10 to warm up, in blocks of 100; at least one block must be left after the warm-up
          inference --engine none | inference: backend: 'none' is not on the class path
          inference --passes 0 | inference: Invalid value for option '--passes': '0' given
          gemm-limit --cores x | gemm-limit: Invalid value for option '--cores': 'x' given
          gemm-limit --task start | gemm-limit: Invalid value for option '--task': expected one of [TRAIN, INFERENCE] (case-insensitive) but was 'start'
          scaling --engines ejml,none | scaling: backend: 'none' is not on the class path
          scaling --hiddens 100,many | scaling: Invalid value for option '--hiddens' (<hiddens>): 'many' given, expected a whole number, 1 or more
          compare --tasks nothing | compare: Invalid value for option '--tasks' (<tasks>): expected one of [TRAIN, EXACT, INFERENCE, START]
          compare --peers torch | compare: Invalid value for option '--peers' (<peers>): expected one of [DJL, DL4J]
          compare --engines none | compare: backend: 'none' is not on the class path
          jmh --speed | jmh: speed is not a recognized option; 'jmh -h' lists the options
          jmh -f many | jmh: Cannot parse argument 'many' of option f; 'jmh -h' lists the options
          jmh Peak -prof none | jmh: -prof given, but java.lang.ClassNotFoundException: none; 'jmh -lprof' lists
          jmh Gemm -bm avgt | jmh: -bm or -tu given, expected neither: rates are by the second; leave them out
          jmh Gemm -tu ms | jmh: -bm or -tu given, expected neither: rates are by the second; leave them out
          jmh MISTYPED | jmh: no benchmark matches 'MISTYPED'; 'jmh -l' lists them
          jmh Gemm MISTYPED | jmh: no benchmark matches 'MISTYPED'; 'jmh -l' lists them
          jmh Gemm( | jmh: 'Gemm(' is no regular expression: Unclosed group
          jmh Gemm -p engine=none | jmh: backend: 'none' is not on the class path
          """)
  void refusesWrongOptionsInOneLine(String args, String message) {
    Ran ran = Ran.of(args.split(" "));

    assertThat(ran.err().lines()).singleElement().asString().startsWith("benchmarks: " + message);
    assertThat(ran.exitCode()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void refusesResultsThatAreNone(@TempDir Path folder) throws Exception {
    Path results = Files.writeString(folder.resolve("results"), "Segmentation fault\n");

    Ran ran = Ran.of("compare", "--results", results.toString());

    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .contains("no threads in 'Segmentation fault'");
    assertThat(ran.exitCode()).isEqualTo(64);
  }

  @Test
  void leavesTheTraceOfWhatIsNoFaultOfTheUser() {
    Ran ran =
        Ran.of("compare", "--engines", "ejml", "--tasks", "start", "--vae", "/no/such/program");

    assertThat(ran.err()).startsWith("java.io.IOException").contains("\tat ");
    assertThat(ran.exitCode()).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole-job", "inference", "gemm-limit", "scaling", "compare", "jmh"})
  void helpsWithEachVerb(String verb) {
    assertThat(Ran.well(verb, "--help").out()).startsWith("Usage: benchmarks/run " + verb + " [");
    assertThat(Ran.well("--help").lines()).anyMatch(line -> line.startsWith("  " + verb + " "));
  }
}
