package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;

/** What a run leaves to look at: thinned, and never the end of a training. */
final class RunViewsTest {
  @TempDir Path temp;
  private Path table;
  private Path run;

  @BeforeEach
  void writeTable() throws IOException {
    run = temp.resolve("run");
    List<String> lines = new ArrayList<>(List.of("a,b,c,kind"));
    IntStream.range(0, 40)
        .forEach(
            i ->
                lines.add(
                    "%d.5,%d.25,%d.75,%s".formatted(i % 5, i % 7, i % 3, i % 2 == 0 ? "x" : "")));
    table = Files.write(temp.resolve("table.csv"), lines);
  }

  private Outcome train(Cli cli, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", table, "--out", run));
    args.addAll(List.of("--hidden", 4, "--latent", 2, "--batch-size", 20));
    args.addAll(List.of("--label-column", "kind", "--checkpoint-every", "7epochs"));
    args.addAll(Arrays.asList(more));
    return cli.run(args.toArray());
  }

  private Cli cli() {
    return new Cli(temp.resolve("runs"));
  }

  private static List<String> tables(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of.resolve("tables"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void epochsKeepTheirTablesByTheirNumbersAlsoIfTheRunIsResumed() throws IOException {
    assertThat(train(cli(), "--epochs=103", "--max-steps=194").exitCode()).isZero();
    List<String> whole = tables(run);
    assertThat(whole)
        .hasSize(35)
        .contains("reconstruction-epoch-01.csv", "reconstruction-epoch-96.csv")
        .contains("reconstruction-epoch-97.csv", "samples.csv")
        .doesNotContain("reconstruction-epoch-02.csv", "reconstruction-epoch-95.csv");
    String page = Files.readString(run.resolve("report.html"));
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("\"finished\"", "\"unfinished\""));
    Files.delete(run.resolve("tables/reconstruction-epoch-97.csv"));
    assertThat(cli().run("train", "--resume", run).exitCode()).isZero();
    assertThat(tables(run)).isEqualTo(whole);
    assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(page);
  }

  @Test
  void labelsThatAreEmptyArePlotted() {
    Outcome outcome = train(cli(), "--epochs=2");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).doesNotContain("can't be made");
    assertThat(run.resolve("images/latent.png")).isNotEmptyFile();
  }

  @Test
  void picturesThatCannotBeMadeAreWarningsAndTheRunIsFinished() throws IOException {
    Cli cli = cli().whenTheRunBegins(this::occupyThePlaces);
    Outcome outcome = train(cli, "--epochs=2");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("warning report.html can't be made: ")
        .contains("warning the reconstructions of epoch 1 can't be made: ")
        .contains("warning the plot latent.png can't be made: ")
        .contains("done    4 steps");
    assertThat(run.resolve("images/kl.png")).isNotEmptyFile();
    assertThat(JsonReader.read(Files.readString(run.resolve("run.json"))))
        .containsEntry("state", "finished")
        .hasEntrySatisfying("warnings.1", text -> assertThat(text).contains("can't be made"));
    run = temp.resolve("quiet");
    outcome = train(cli().whenTheRunBegins(this::occupyThePlaces), "--epochs=2", "--quiet");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).contains("vae: warning: report.html can't be made: ");
    assertThat(outcome.out()).isEmpty();
  }

  private void occupyThePlaces() {
    try {
      for (String place :
          List.of("report.html", "tables/reconstruction-epoch-01.csv", "images/latent.png")) {
        Files.createDirectories(run.resolve(place).resolve("in the way"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void metricsThatWereChangedMeanwhileAreWrittenAnew() throws IOException {
    assertThat(train(cli(), "--epochs=5").exitCode()).isZero();
    Path file = run.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file);
    List<String> all = Files.readAllLines(file);
    var epochs = new ArrayList<org.vae4j.train.EpochMetrics>();
    for (int i = 1; i <= 3; i++) {
      var loss = new org.vae4j.train.LossParts(i, 1);
      epochs.add(new org.vae4j.train.EpochMetrics(i, i, loss, null, 10, 1));
    }
    metrics.add(epochs.get(0));
    metrics.add(epochs.get(1));
    Files.writeString(file, "x");
    metrics.add(epochs.get(2));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            all.get(0),
            "1,1,2.0,1.0,1.0,,,,10.0,1.0",
            "2,2,3.0,2.0,1.0,,,,10.0,1.0",
            "3,3,4.0,3.0,1.0,,,,10.0,1.0");
  }
}
