package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vae4j.cli.Cli.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.data.TableForm;
import org.vae4j.vae.ModelFile;

/** Tables as people write them, from training to the verbs that read others like them. */
final class TableTextTest {
  @TempDir Path temp;
  private Path run;
  private Cli cli;

  @BeforeEach
  void makeCommand() {
    run = temp.resolve("run");
    cli = new Cli(temp.resolve("runs"));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(temp.resolve(name), content);
  }

  private Outcome train(Path data, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("train", "--data", data, "--out", run, "--hidden", 4, "--latent", 2));
    args.addAll(List.of("--epochs", 1));
    args.addAll(List.of(more));
    return cli.run(args.toArray());
  }

  private List<String> names() throws IOException {
    return ((TableForm) ModelFile.form(run.resolve("model.safetensors"))).names();
  }

  @Test
  void rowsWithoutLabelAreTrainedOnAndShown() throws IOException {
    Path half = file("half.csv", "x,y,kind\n1,2,a\n2,1,b\n3,4,\n4,3,a\n5,6,b\n6,5,\n");
    Outcome outcome = train(half, "--label-column", "kind");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(run.resolve("images/latent.png")).isNotEmptyFile();
    assertThat(run.resolve("report.html")).content().contains("\"(none)\"");
    Path latents = temp.resolve("latents.csv");
    cli.ok("encode", run, "--out", latents);
    assertThat(Files.readAllLines(latents)).element(3).asString().startsWith("3,,");
    Path scores = temp.resolve("scores.csv");
    cli.ok("score", run, "--data", half, "--out", scores);
    assertThat(Files.readAllLines(scores)).element(6).asString().startsWith("6,,");
  }

  @Test
  void whatWasDecidedIsSaid() throws IOException {
    Path pandas = file("pandas.csv", "0,1\n7.5,8.25\n6.5,9.75\n7.25,8.5\n");
    assertThat(train(pandas).out())
        .contains(
            "table   3 rows, 2 columns, header of numbers, separator comma, no value missing");
    assertThat(names()).containsExactly("0", "1");
    Path one = file("one.csv", "1,0\n8,7\n");
    Path back = temp.resolve("back.csv");
    cli.ok("reconstruct", run, "--data", one, "--out", back);
    assertThat(Files.readAllLines(back)).hasSize(2);
  }

  @Test
  void otherTablesAreReadAsTheTrainingDataWere() throws IOException {
    Path logger = file("logger.csv", "! logger 3\na;b\n1,250;-999\n2,125;2,5\n3,500;3,5\n");
    Object[] how = {
      "--decimal", ",", "--comment", "!", "--missing-values", "-999,off", "--missing", "mean"
    };
    Outcome outcome = train(logger, how);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("3 rows, 2 columns, header, separator semicolon, decimal comma, 1 value missing");
    Map<String, String> record = JsonReader.read(Files.readString(run.resolve("run.json")));
    assertThat(record)
        .containsEntry("settings.decimal", ",")
        .containsEntry("settings.comment", "!")
        .containsEntry("settings.missing_values", "-999,off");
    Path other = file("other.csv", "! another\na;b\n1,234;OFF\n");
    Path back = temp.resolve("back.csv");
    cli.ok("reconstruct", run, "--data", other, "--out", back);
    assertThat(Files.readAllLines(back)).hasSize(2);
    Path points = file("points.csv", "# here\na,b\n1.234,5.5\n");
    cli.ok("reconstruct", run, "--data", points, "--decimal", ".", "--comment", "#", "--out", back);
    Path json = run.resolve("run.json");
    Files.writeString(json, Files.readString(json).replace("\"finished\"", "\"unfinished\""));
    assertThat(cli.ok("train", "--resume", run).out()).contains("resume  after step 1");
    Path config = run.resolve("config.yaml");
    Path again = temp.resolve("again");
    cli.ok("train", "--config", config, "--out", again);
    assertThat(again.resolve("model.safetensors"))
        .hasSameBinaryContentAs(run.resolve("model.safetensors"));
  }

  @Test
  void charactersThatCannotBeMeantAreRefused() throws IOException {
    Path table = file("table.csv", "a,b\n1,2\n3,4\n");
    assertRefused(train(table, "--decimal", "x"), 2, "decimal separator is 'x', expected a point");
    assertRefused(train(table, "--decimal", ",."), 2, "--decimal is ',.', expected . or ,");
    assertRefused(train(table, "--comment", "//"), 2, "--comment is '//', expected one character");
    assertRefused(train(table, "--missing-values", "\"a"), 2, "missing values: '\"a' is no list");
    assertRefused(
        train(table, "--separator", ",", "--comment", ","), 2, "comments can't begin with");
    assertThat(run).doesNotExist();
  }
}
