package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** A verb that was run: its exit code, what it printed, and what it returned. */
record Ran(int exitCode, String out, String err, Object result) {

  static Ran of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine commands =
        Benchmarks.commands(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = commands.execute(args);
    CommandLine verb = commands.getSubcommands().getOrDefault(args[0], commands);
    return new Ran(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        verb.getExecutionResult());
  }

  /** One that did what it should. */
  static Ran well(String... args) {
    Ran ran = of(args);
    assertThat(ran.err).isEmpty();
    assertThat(ran.exitCode).isZero();
    return ran;
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
