package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.tensor.Backends;

final class BackendsCommandTest {
  private final Cli cli = new Cli(Path.of("unused"));

  @Test
  void showsEachKnownEngineAndWhyItDoesNotRun() {
    Outcome outcome = cli.run("backends");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("ENGINE +FOUND +RUNS HERE +VERSION +BLAS +THREADS"))
        .anyMatch(line -> line.matches("ejml +yes +yes +\\d+\\.\\S+ +EJML.* +1"))
        .anyMatch(line -> line.matches("jblas +yes +no .*"))
        .anyMatch(line -> line.matches("nd4j +no +-.*"))
        .contains("jblas can't run here: libgfortran.so.5 is missing")
        .contains("nd4j is not on the class path: add org.vae4j:vae-backend-nd4j")
        .anyMatch(line -> line.startsWith("Without --backend, ejml is taken: highest priority"));
  }

  @Test
  void showsOtherEnginesToo() {
    Outcome outcome =
        cli.with(Backends.of(FakeEngine.failing(new IllegalStateException()), new EjmlProvider()))
            .run("backends");
    assertThat(outcome.out()).containsPattern("(?m)^fake +yes +yes +1 +none +1$");
  }
}
