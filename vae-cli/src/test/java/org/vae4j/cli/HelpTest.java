package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli.Outcome;

final class HelpTest {
  private final Cli cli = new Cli(Path.of("unused"));

  @Test
  void listsVerbsAndExitCodes() {
    Outcome outcome = cli.run("--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "train",
            "sample",
            "reconstruct",
            "explore",
            "evaluate",
            "backends",
            "verify",
            "Exit codes:")
        .containsPattern("65 +a file's content")
        .containsPattern("69 +the engine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "resume",
        "sample",
        "reconstruct",
        "encode",
        "interpolate",
        "traverse",
        "evaluate",
        "explore",
        "score",
        "export",
        "info",
        "backends",
        "verify",
        "completion"
      })
  void givesTwoExamplesForEachVerb(String verb) {
    Outcome outcome = cli.run(verb, "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("Usage: vae " + verb);
    assertThat(outcome.out().substring(outcome.out().indexOf("Examples:")).lines())
        .filteredOn(line -> line.startsWith("  vae " + verb))
        .hasSize(2);
  }

  @Test
  void showsTheVersion() {
    Outcome outcome = cli.run("--version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern("^vae \\d+\\.\\d+")
        .contains("Java " + System.getProperty("java.version"));
  }
}
