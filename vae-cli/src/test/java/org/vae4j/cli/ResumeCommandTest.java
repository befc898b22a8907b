package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.Probe;

final class ResumeCommandTest {
  @TempDir Path temp;
  private Path data;
  private Path run;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"), 14, 14, true);
    run = temp.resolve("run");
  }

  private Cli cli() {
    return new Cli(temp.resolve("runs"));
  }

  private Outcome train(Cli cli, Path out, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data,
                "--hidden",
                9,
                "--latent",
                2,
                "--batch-size",
                32,
                "--micro-batch",
                8,
                "--epochs",
                3,
                "--lr",
                "2e-3",
                "--seed",
                -5,
                "--likelihood",
                "bernoulli",
                "--clip-norm",
                50,
                "--checkpoint-every",
                "1steps",
                "--out",
                out));
    args.addAll(Arrays.asList(more));
    return cli.run(args.toArray());
  }

  private Outcome resume(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--resume", run));
    args.addAll(Arrays.asList(more));
    return cli().run(args.toArray());
  }

  /** Leaves a run that failed when the first epoch's metrics were due, after step 3 of 9. */
  private void interrupt() throws IOException {
    Path inTheWay = run.resolve("metrics.csv");
    Outcome outcome = train(cli().whenTheRunBegins(() -> createDirectory(inTheWay)), run);
    assertThat(outcome.exitCode()).isEqualTo(74);
    assertThat(outcome.err()).startsWith("vae: can't write to the run folder " + run);
    Files.delete(inTheWay);
  }

  private static void createDirectory(Path path) {
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertLine(Outcome outcome, int exitCode, String... parts) {
    assertThat(outcome.err()).startsWith("vae: ").hasLineCount(1).contains(parts);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  private void assertSameAsUndisturbed() throws IOException {
    Path whole = temp.resolve("whole");
    assertThat(train(cli(), whole).exitCode()).isZero();
    for (String file : List.of("model.safetensors", "checkpoints/last.safetensors")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(MetricsTable.read(run)).hasSize(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      Map<String, String> row = MetricsTable.read(run).get(epoch);
      row.keySet().removeAll(MetricsTable.COLUMNS.subList(8, 10));
      assertThat(MetricsTable.read(whole).get(epoch)).containsAllEntriesOf(row);
    }
  }

  @Test
  void goesOnWithTheOptionsOfTheRun() throws IOException {
    interrupt();
    Outcome outcome = resume();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("engine  ejml .*: the engine of the run")
        .contains("resume  after step 3, from " + run.resolve("checkpoints/last.safetensors"));
    assertThat(outcome.exitCode()).isZero();
    assertSameAsUndisturbed();
    assertThat(JsonReader.read(Files.readString(run.resolve("run.json"))))
        .containsEntry("state", "finished")
        .containsEntry("message", "null")
        .containsEntry("starts.0.step", "0")
        .containsEntry("starts.1.step", "3")
        .containsEntry("starts.1.time", Cli.NOW.toString())
        .containsEntry("settings.lr", "0.002")
        .containsEntry("settings.seed", "-5")
        .containsEntry("settings.clip_norm", "50.0")
        .containsEntry("settings.data", data.toString())
        .containsEntry("results.epochs", "3");
  }

  @Test
  void beginsAgainIfThereIsNoCheckpoint() throws IOException {
    interrupt();
    Files.delete(run.resolve("checkpoints/last.safetensors"));
    Outcome outcome = resume("--threads", 1);
    assertThat(outcome.out()).doesNotContain("resume ");
    assertThat(outcome.exitCode()).isZero();
    assertSameAsUndisturbed();
  }

  @Test
  void saysThatAFinishedRunIsFinished() throws IOException {
    train(cli(), run);
    byte[] record = Files.readAllBytes(run.resolve("run.json"));
    Outcome outcome = resume();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(run + " is finished; nothing is left to do\n");
    assertThat(JsonReader.read(resume("--json").out()))
        .containsEntry("out", run.toString())
        .containsEntry("steps", "9")
        .containsKeys("test_loss", "images_per_second");
    assertThat(run.resolve("run.json")).hasBinaryContent(record);
  }

  @Test
  void keepsTheTimesOfEpochsThatWereDone() throws IOException {
    train(cli(), run);
    List<Map<String, String>> before = MetricsTable.read(run);
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("finished", "unfinished"));
    assertThat(resume().exitCode()).isZero();
    assertThat(MetricsTable.read(run)).isEqualTo(before);
    Files.delete(run.resolve("metrics.csv"));
    Files.writeString(record, Files.readString(record).replace("finished", "unfinished"));
    assertThat(resume().exitCode()).isZero();
    before.forEach(row -> row.putAll(Map.of("seconds", "", "images_per_second", "")));
    assertThat(MetricsTable.read(run)).isEqualTo(before);
  }

  @Test
  void metricsThatAreNoTextCostTheTimesOnly() throws IOException {
    train(cli(), run);
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("finished", "unfinished"));
    Files.write(run.resolve("metrics.csv"), new byte[] {'a', '\n', (byte) 0xff, '\n', 0, '\n'});
    Outcome outcome = resume();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertSameAsUndisturbed();
  }

  @Test
  void takesTheCheckpointBeforeABrokenOne() throws IOException {
    train(cli(), run, "--checkpoint-keep", "all");
    Path record = run.resolve("run.json");
    Files.writeString(record, Files.readString(record).replace("finished", "unfinished"));
    for (String name : List.of("last", "best", "step-000009")) {
      Files.writeString(
          run.resolve("checkpoints/" + name + ".safetensors"), "x", StandardOpenOption.APPEND);
    }
    Outcome outcome = resume();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("from " + run.resolve("checkpoints/step-000008"));
    assertThat(outcome.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("vae: warning: " + run.resolve("checkpoints")))
        .allMatch(line -> line.endsWith("an earlier checkpoint takes its place"));
    assertSameAsUndisturbed();
  }

  @Test
  void refusesCheckpointsThatAreAllBroken() throws IOException {
    interrupt();
    Files.write(run.resolve("checkpoints/last.safetensors"), new byte[100]);
    assertLine(
        resume(),
        65,
        "last.safetensors: found ",
        "no checkpoint can be used: remove " + run.resolve("checkpoints"));
  }

  @Test
  void refusesOtherData() throws IOException {
    interrupt();
    Files.write(Digits.trainLabels(data), Digits.labels(1, Digits.TRAIN));
    assertLine(resume(), 65, "digits: found train_sha256 ", "as " + run.resolve("run.json"));
  }

  @Test
  void takesTheDataFromAnotherPlace() throws IOException {
    interrupt();
    Path elsewhere = Files.move(data, temp.resolve("elsewhere"));
    assertLine(resume(), 66, data + " is neither a file or folder nor a data set");
    assertThat(resume("--data", elsewhere).exitCode()).isZero();
    Files.move(elsewhere, data);
    assertSameAsUndisturbed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--epochs=4", "--lr=1", "--seed=1", "--out=x", "--checkpoint-every=5min"})
  void refusesOptionsThatWouldMakeItAnotherRun(String option) throws IOException {
    interrupt();
    assertLine(
        resume(option),
        2,
        option.substring(0, option.indexOf('=')) + " can't be given with --resume",
        "--backend, --data, --test-data, --validation-data, --cache, --threads, --quiet, --json");
  }

  @Test
  void refusesFoldersThatHoldNoRun() throws IOException {
    assertLine(resume(), 66, run + ": no such run folder");
    Files.createDirectory(run);
    assertLine(resume(), 66, run + ": there is no run.json in it", "'vae train --out " + run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"settings\": {}}",
        "{\"settings\": {\"resume\": \"x\"}, \"engine\": {\"name\": \"ejml\"}}",
        "{\"settings\": {\"lr\": \"fast\"}, \"engine\": {\"name\": \"ejml\"}}",
        "{\"settings\": {}, \"settings\": {}}",
        "{\"settings\": {}, \"engine\": {}} {}"
      })
  void refusesRecordsThatAreNone(String text) throws IOException {
    Files.createDirectory(run);
    Files.writeString(run.resolve("run.json"), text);
    assertLine(resume(), 65, run.resolve("run.json") + ": found ");
  }

  @Test
  void refusesRecordsThatAreNotUtf8() throws IOException {
    Files.createDirectory(run);
    for (String charset : new String[] {"UTF-16LE", "UTF-32BE", "ISO-8859-1"}) {
      byte[] text = "{\"settings\": {}, \"engine\": {\"name\": \"é\"}}".getBytes(charset);
      Files.write(run.resolve("run.json"), text);
      assertLine(resume(), 65, run.resolve("run.json") + ": found ");
    }
  }

  @Test
  void startsAgainWhereAStartWasCutOffBeforeItsRecord() throws IOException {
    Files.createDirectory(run);
    Files.createFile(run.resolve(".lock"));
    Files.writeString(run.resolve(".run.json.0.tmp"), "{");
    assertThat(train(cli(), run).exitCode()).isZero();
    assertThat(run.resolve(".run.json.0.tmp")).doesNotExist();
  }

  @Test
  void refusesARunThatIsUnderWay() throws IOException {
    interrupt();
    try (RunLock lock = RunLock.take(new RunFolder(run))) {
      assertLine(resume(), 74, run + ": another process is training there");
    }
    assertThat(resume().exitCode()).isZero();
  }

  @Test
  void warnsIfAnotherEngineIsAskedFor() throws IOException {
    interrupt();
    Outcome outcome =
        cli()
            .with(Backends.of(new EjmlProvider(), new Twin()))
            .run("train", "--resume", run, "--backend", "twin");
    assertLine(outcome, 0, "vae: warning: the run began on ejml and goes on on twin");
    assertSameAsUndisturbed();
  }

  @Test
  void drawsFromACheckpointToo() throws IOException {
    interrupt();
    Path picture = temp.resolve("picture.png");
    Outcome outcome =
        cli().run("sample", run.resolve("checkpoints/last.safetensors"), "--out", picture);
    assertThat(outcome.err()).isEmpty();
    assertThat(picture).isNotEmptyFile();
  }

  /** EJML by another name. */
  private record Twin() implements BackendProvider {
    @Override
    public String name() {
      return "twin";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public Probe probe() {
      return Probe.runs("twin 1");
    }

    @Override
    public Backend create() {
      Backend ejml = new EjmlProvider().create();
      return (Backend)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, args) ->
                  method.getName().equals("info")
                      ? new BackendInfo("twin", "1", "none", 1)
                      : method.invoke(ejml, args));
    }
  }
}
