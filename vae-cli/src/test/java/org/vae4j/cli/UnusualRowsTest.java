package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.cli.Cli.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.random.RandomStream;

/** Tables with broken sensors, holes and large numbers. */
final class UnusualRowsTest {
  @TempDir Path temp;
  private Path run;
  private Path out;
  private Cli cli;

  @BeforeEach
  void makeCommand() {
    run = temp.resolve("run");
    out = temp.resolve("out.csv");
    cli = new Cli(temp.resolve("runs"));
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(temp.resolve(name), List.of(lines));
  }

  private void train(String header, int count, double[] means, Object... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < count; i++) {
      List<String> cells = new ArrayList<>();
      for (int k = 0; k < means.length; k++) {
        double value = means[k] + 2 * RandomStream.of(k, "cells").normal(i);
        cells.add(String.format(Locale.ROOT, "%.2f", value));
      }
      lines.add(String.join(",", cells));
    }
    Path data = file("data.csv", lines.toArray(String[]::new));
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    args.addAll(List.of("--hidden", 8, "--latent", 2, "--epochs", 20, "--batch-size", 20));
    args.addAll(List.of(more));
    cli.ok(args.toArray());
  }

  private void trainSensors() throws IOException {
    train("height,width,mass", 60, new double[] {10, 20, 30});
  }

  private static List<String[]> table(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void brokenSensorsAreAlarmsAndNamed() throws IOException {
    trainSensors();
    String[] broken = {
      "height,width,mass",
      "10,20,30",
      "10,65535,30",
      "10,-9999,30",
      "10,20,9.97e36",
      "3.4e38,20,30",
      "10,1e300,30"
    };
    Path data = file("broken.csv", broken);
    cli.ok("score", run, "--data", data, "--out", out);
    List<String[]> rows = table(out);
    String[] names = {"", "width", "width", "mass", "height", "width"};
    assertThat(rows.get(1)[2]).isEqualTo("0");
    for (int i = 2; i < rows.size(); i++) {
      assertThat(rows.get(i)[2]).isEqualTo("1");
      assertThat(rows.get(i)[4]).isEqualTo(names[i - 1]);
      assertThat(Double.parseDouble(rows.get(i)[1])).isFinite();
    }
    Map<String, String> said =
        JsonReader.read(
            cli.ok("score", run, "--data", data, "--reference", data, "--out", out, "--json")
                .out());
    assertThat(said)
        .containsEntry("anomalies", "5")
        .containsEntry("reference_rows", "1")
        .containsEntry("reference_rows_left_out", "5");
    for (String verb : List.of("encode", "reconstruct")) {
      assertRefused(
          cli.run(verb, run, "--data", data, "--out", out), 65, verb + ": row 6, column 'width'");
    }
    assertRefused(cli.run("evaluate", run, "--data", data), 65, "evaluate: row");
  }

  @Test
  void holesAreRefusedOrCountedAndGiveNoCredit() throws IOException {
    trainSensors();
    Path holes = file("holes.csv", "height,width,mass", "14,26,24", "14,,24", ",,");
    for (String verb : List.of("score", "encode", "reconstruct")) {
      assertRefused(
          cli.run(verb, run, "--data", holes, "--out", out), 65, "row 2 (line 3), column 2");
    }
    cli.ok("score", run, "--data", holes, "--missing", "mean", "--contributions", "--out", out);
    List<String[]> rows = table(out);
    assertThat(String.join(",", rows.get(0)))
        .startsWith("row,score,anomaly,kl,most_unusual,missing,contribution height");
    assertThat(rows.get(1)[5]).isEqualTo("0");
    assertThat(rows.get(2)[5]).isEqualTo("1");
    assertThat(rows.get(2)[7]).isEmpty();
    assertThat(rows.get(2)[4]).isNotEqualTo("width");
    assertThat(rows.get(3)).startsWith("3", "", "1", "", "", "3");
    cli.ok("encode", run, "--data", holes, "--missing", 20, "--out", out);
    assertThat(table(out).get(0)).startsWith("row", "missing", "mu1");
    assertThat(table(out).get(3)).startsWith("3", "3");
    assertThat(cli.ok("reconstruct", run, "--data", holes, "--missing", "mean", "--out", out).out())
        .contains("4 missing values were filled");
    Path some = file("some.csv", "height,width,mass", "14,26,24", "14,,24");
    String json = cli.ok("evaluate", run, "--data", some, "--missing", "mean", "--json").out();
    assertThat(JsonReader.read(json)).containsEntry("missing", "1");
    assertRefused(
        cli.run("evaluate", run, "--data", holes, "--missing", "mean"), 65, "evaluate: row 3");
    assertRefused(
        cli.run("score", run, "--data", holes, "--missing", "most", "--out", out),
        2,
        "--missing is 'most', expected refuse, mean or a number");
  }

  @Test
  void largeNumbersComeBackToTheLastDigits() throws IOException {
    List<String> lines = new ArrayList<>(List.of("unix_time,temp"));
    for (int i = 0; i < 100; i++) {
      lines.add((1_700_000_000L + 60 * i) + "," + (18 + i % 7));
    }
    Path data = file("times.csv", lines.toArray(String[]::new));
    cli.ok("train", "--data", data, "--out", run, "--hidden", 8, "--latent", 2, "--epochs", 5);
    cli.ok("reconstruct", run, "--count", 100, "--out", out);
    long different = table(out).stream().skip(1).map(row -> row[0]).distinct().count();
    assertThat(different).isEqualTo(100);
    assertThat(table(out).get(1)[0]).matches("17\\d{8}\\.\\d{1,5}");
  }

  @Test
  void samplesOfATableVaryAsTheDataDo() throws IOException {
    train("a,b", 200, new double[] {10, 20});
    Path means = temp.resolve("means.csv");
    cli.ok("sample", run, "--count", 1000, "--out", out);
    cli.ok("sample", run, "--count", 1000, "--mean", "--out", means);
    assertThat(deviation(out)).isBetween(1.2, 3.0);
    assertThat(deviation(means)).isLessThan(deviation(out));
    Path fewer = temp.resolve("fewer.csv");
    cli.ok("sample", run, "--count", 10, "--out", fewer);
    assertThat(Files.readAllLines(out))
        .startsWith(Files.readAllLines(fewer).toArray(String[]::new));
  }

  private static double deviation(Path file) throws IOException {
    double[] values =
        table(file).stream().skip(1).mapToDouble(row -> Double.parseDouble(row[0])).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }
}
