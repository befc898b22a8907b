package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;

final class TrainingTalkTest {
  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"));
  }

  private Outcome train(Terminal terminal, String name, Object... more) {
    Object[] args = {
      "train",
      "--data",
      data,
      "--hidden",
      8,
      "--latent",
      2,
      "--epochs",
      2,
      "--out",
      temp.resolve(name)
    };
    return new Cli(temp)
        .with(terminal)
        .run(Stream.concat(Stream.of(args), Stream.of(more)).toArray());
  }

  @Test
  void aTerminalHasALineThatLivesBelowThoseOfTheEpochs() {
    Outcome outcome = train(new Terminal(true, true, 80), "run");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("\r\u001b[Kengine  ")
        .contains("\r\u001b[Kepoch 1/2  train ")
        .contains("\r\u001b[Kepoch 2/2  train ")
        .contains("\r\u001b[Kdone    ")
        .endsWith("\r\u001b[K");
    assertThat(outcome.out().lines().filter(line -> line.contains("run.json"))).isNotEmpty();
  }

  @Test
  void elsewhereThereIsNoControlCharacter() {
    assertThat(train(Terminal.NONE, "run").out())
        .contains("epoch 2/2  train ")
        .doesNotContain("\u001b", "\r");
    Outcome json = train(new Terminal(true, true, 80), "json", "--json");
    assertThat(json.out()).startsWith("{");
    assertThat(json.out() + json.err()).doesNotContain("\u001b", "\r");
  }

  @Test
  void quietSaysNothingButWarnings() {
    Outcome outcome = train(new Terminal(true, true, 80), "run", "--quiet");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).hasLineCount(1).startsWith("vae: warning: 2 epochs of 1 step");
    assertThat(temp.resolve("run/report.html")).exists();
    assertThat(train(Terminal.NONE, "json", "--quiet", "--json").out()).startsWith("{");
  }

  @Test
  void theLineSaysHowFarHowFastAndHowLong() {
    Terminal plain = new Terminal(true, false, 80);
    assertThat(LiveLine.line("epoch 2/3", "loss 70.25", "images", 90_000, 180_000, 0, 4.5, plain))
        .isEqualTo(
            "epoch 2/3 "
                + "━".repeat(12)
                + "─".repeat(12)
                + "  50%  loss 70.25  20,000 images/s  0:05 left")
        .hasSizeLessThan(80);
    assertThat(
            LiveLine.line("epoch 2/3", "loss 70.25", "rows", 90_000, 18_000_000, 60_000, 30, plain))
        .contains("  1%  loss 70.25  1,000 rows/s  4:58:30 left")
        .hasSizeLessThan(80);
    assertThat(
            LiveLine.line(
                "epoch 2/3", "loss 70.25", "rows", 1, 2, 0, 1, new Terminal(true, true, 40)))
        .isEqualTo("epoch 2/3  50%  loss 70.25  1 rows/s  0");
    assertThat(
            LiveLine.line(
                "epoch 2/3", "loss 70.25", "rows", 1, 2, 0, 1, new Terminal(true, true, 80)))
        .contains("\u001b[36m━")
        .contains("\u001b[0m");
  }

  @Test
  void coloursAreForTerminalsOfThoseWhoWantThem() {
    Map<String, String> usual = Map.of("TERM", "xterm-256color", "COLUMNS", "120");
    assertThat(Terminal.of(true, usual)).isEqualTo(new Terminal(true, true, 120));
    assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .isEqualTo(new Terminal(true, false, 80));
    assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
    assertThat(Terminal.of(false, usual)).isEqualTo(Terminal.NONE);
  }

  @Test
  void tensorBoardGetsAFileForEachProcess() throws IOException {
    assertThat(
            train(Terminal.NONE, "run", "--tensorboard", "--checkpoint-every", "1steps").exitCode())
        .isZero();
    try (Stream<Path> files = Files.list(temp.resolve("run"))) {
      assertThat(
              files
                  .map(f -> f.getFileName().toString())
                  .filter(f -> f.startsWith("events.out.tfevents.")))
          .hasSize(1);
    }
    Files.writeString(
        temp.resolve("run/run.json"),
        Files.readString(temp.resolve("run/run.json")).replace("\"finished\"", "\"unfinished\""));
    assertThat(new Cli(temp).run("train", "--resume", temp.resolve("run")).exitCode()).isZero();
    try (Stream<Path> files = Files.list(temp.resolve("run"))) {
      assertThat(
              files
                  .map(f -> f.getFileName().toString())
                  .filter(f -> f.startsWith("events.out.tfevents.")))
          .hasSize(2);
    }
  }
}
