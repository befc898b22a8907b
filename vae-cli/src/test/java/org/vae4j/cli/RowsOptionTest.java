package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.cli.Cli.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All verbs read rows in one way: as the run read its own. */
final class RowsOptionTest {
  private static final Path CANCER = OwnDataTest.CANCER;

  @TempDir static Path shared;
  private static Path table;
  private static Path black;
  private static Path digits;
  private static Cli cli;

  private static final Object[] SMALL = {"--hidden", 8, "--latent", 2, "--epochs", 1};

  @TempDir Path temp;

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(shared.resolve("runs"));
    table = shared.resolve("table");
    black = shared.resolve("black");
    digits = Digits.folder(shared.resolve("digits"));
    cli.ok(
        with(
            SMALL,
            "train --label-column=diagnosis --validation=69",
            "--data=" + CANCER,
            "--out=" + table));
    cli.ok(
        with(
            SMALL,
            "train --binarize --likelihood=bernoulli --seed=5",
            "--data=" + digits,
            "--out=" + black));
  }

  private static Object[] with(Object[] first, String verb, Object... more) {
    List<Object> args = new ArrayList<>(List.of((Object[]) verb.split(" ")));
    args.addAll(List.of(first));
    args.addAll(List.of(more));
    return args.toArray();
  }

  private List<String> encoded(Object... args) throws IOException {
    Path file = temp.resolve("latents.csv");
    cli.ok(with(args, "encode", "--out", file));
    return Files.readAllLines(file);
  }

  @Test
  void imagesAreDrawnBlackAndWhiteAsTheRunDrewItsOwn() throws IOException {
    List<String> own = encoded(black);
    assertThat(own).hasSize(Digits.TEST + 1);
    assertThat(encoded(black, "--data", digits)).isEqualTo(own);
    Path alone = Files.copy(black.resolve("model.safetensors"), temp.resolve("alone.safetensors"));
    assertThat(encoded(alone, "--data", digits)).hasSameSizeAs(own).isNotEqualTo(own);
    List<String> drawn = encoded(alone, "--data", digits, "--binarize");
    assertThat(drawn).isNotEqualTo(encoded(alone, "--data", digits));
  }

  @Test
  void dataThatMovedAreSplitAsTheRunSplitThem() throws IOException {
    Path moved = Files.copy(CANCER, temp.resolve("moved.csv"));
    for (String set : List.of("train", "validation")) {
      assertThat(encoded(table, "--data", moved, "--set", set))
          .isEqualTo(encoded(table, "--set", set))
          .hasSize(1 + (set.equals("train") ? 500 : 69));
    }
    assertThat(encoded(table, "--data", moved)).hasSize(570);
    assertThat(encoded(table, "--data", moved, "--validation", 100)).hasSize(101);
  }

  @Test
  void evaluateTakesRowsAsOtherVerbsDo() throws IOException {
    assertThat(JsonReader.read(cli.ok("evaluate", table, "--json").out()))
        .containsEntry("set", "validation")
        .containsEntry("rows", "69");
    List<String> lines = Files.readAllLines(CANCER).subList(0, 4);
    Path unlabelled = temp.resolve("new.csv");
    Files.write(
        unlabelled, lines.stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList());
    assertThat(JsonReader.read(cli.ok("evaluate", table, "--data", unlabelled, "--json").out()))
        .containsEntry("rows", "3");
    Path alone = Files.copy(table.resolve("model.safetensors"), temp.resolve("alone.safetensors"));
    assertRefused(
        cli.run("evaluate", alone),
        2,
        "alone.safetensors stands alone, without the record of its run; give the rows with --data");
    assertRefused(cli.run("evaluate", table, "--validation", 2.5), 2, "validation: 2.5, expected");
  }

  @Test
  void testRowsOfTheRunAreNoneOfOtherData() throws IOException {
    Path run = temp.resolve("run");
    List<String> lines = Files.readAllLines(CANCER);
    Path test = Files.write(temp.resolve("test.csv"), lines.subList(0, 50));
    Path other = Files.write(temp.resolve("other.csv"), lines.subList(0, 30));
    cli.ok(
        with(
            SMALL,
            "train --label-column=diagnosis",
            "--data",
            CANCER,
            "--test-data",
            test,
            "--out",
            run));
    assertThat(JsonReader.read(cli.ok("evaluate", run, "--json").out()))
        .containsEntry("rows", "49");
    assertThat(JsonReader.read(cli.ok("evaluate", run, "--data", other, "--json").out()))
        .containsEntry("rows", "29");
  }

  @Test
  void howOtherFilesAreReadDoesNotTouchTheRunsOwn() throws IOException {
    Path bars = temp.resolve("bars.csv");
    Files.write(
        bars,
        Files.readAllLines(CANCER).subList(0, 9).stream().map(l -> l.replace(',', '|')).toList());
    Path scores = temp.resolve("scores.csv");
    cli.ok("score", table, "--data", bars, "--separator", "|", "--out", scores);
    assertThat(scores).content().hasLineCount(9);
  }

  @Test
  void aFileThatCannotBeReadSaysWhatTheModelTakes() throws IOException {
    assertRefused(
        cli.run("encode", black, "--data", CANCER, "--out", temp.resolve("x.csv")),
        65,
        "breast-cancer.csv: found row 1 (line 2)",
        "model.safetensors takes images of 28x28");
    assertRefused(
        cli.run("encode", table, "--data", digits, "--out", temp.resolve("x.csv")),
        65,
        "the model takes rows of 30 columns (30 values a row), digits holds images of 28x28 (784",
        "give rows such as it was trained on");
  }
}
