package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.cache.RowCache;
import org.vae4j.tensor.Backends;

/** Runs the whole command inside the test's process. */
final class Cli {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final long MEMORY = 1L << 30;

  private final Path runs;
  private Backends backends = Backends.of(new EjmlProvider(), FakeEngine.unavailable("jblas", 50));

  private Terminal terminal = Terminal.NONE;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  /** A command whose unnamed runs go to {@code runs}. */
  Cli(Path runs) {
    this.runs = runs;
  }

  /** Sees to it that {@code event} happens when the clock is read, which is when a run begins. */
  Cli whenTheRunBegins(Runnable event) {
    clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            event.run();
            return NOW;
          }
        };
    return this;
  }

  Cli with(Terminal other) {
    terminal = other;
    return this;
  }

  Cli with(Backends others) {
    backends = others;
    return this;
  }

  /** What a command left behind. */
  record Outcome(int exitCode, String out, String err) {}

  /** Runs what must succeed without a word on standard error. */
  Outcome ok(Object... args) {
    Outcome outcome = run(args);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    return outcome;
  }

  /** An error of one line that says {@code parts}. */
  static void assertRefused(Outcome outcome, int exitCode, String... parts) {
    assertThat(outcome.err()).startsWith("vae: ").hasLineCount(1).contains(parts);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  Outcome run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    AbstractModule replaced =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Terminal.class).toInstance(terminal);
            bind(Backends.class).toInstance(backends);
            bind(Clock.class).toInstance(clock);
            bind(MemoryLimit.class).toInstance(new MemoryLimit(MEMORY));
            bind(RowCache.class).toInstance(new RowCache(runs.resolveSibling("cache")));
            bind(RunsHome.class).toInstance(new RunsHome(runs));
          }
        };
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    int exitCode = Main.run(console, Modules.override(new CliModule()).with(replaced), texts);
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
