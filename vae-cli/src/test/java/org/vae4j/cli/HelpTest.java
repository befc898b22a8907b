package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

  /** The list has what the verb says of itself, though no verb but the named one is made whole. */
  @ParameterizedTest
  @ValueSource(strings = {"train", "resume", "explore", "backends", "completion"})
  void theListSaysWhatTheVerbSays(String verb) {
    String listed =
        cli.run("--help")
            .out()
            .lines()
            .filter(line -> line.startsWith("  " + verb + " "))
            .findFirst()
            .orElseThrow()
            .substring(verb.length() + 2)
            .strip();
    assertThat(listed).isNotEmpty();
    assertThat(cli.run(verb, "--help").out().replaceAll("\\s+", " ")).contains(listed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void nothingIsInjectedForHelpAndVersion(String option) {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(out));
    int exitCode =
        Main.run(
            console,
            binder -> {
              throw new AssertionError("Guice was asked");
            },
            option);
    assertThat(out.toString()).contains("vae").doesNotContain("Guice");
    assertThat(exitCode).isZero();
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
