package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.io.Sha256;

/** Run folders, settings and names from elsewhere open no door, hang nothing, change nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StrangeFilesTest {
  private static final String HOSTILE = "a\u001b]0;title\u0007\nvae: forged\u009b1m\u202eb";

  @TempDir Path temp;
  private Path table;
  private Path run;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder text = new StringBuilder("one,two,three\n");
    for (int i = 0; i < 24; i++) {
      text.append(i).append(',').append(i % 5).append(',').append(i * i % 7).append('\n');
    }
    table = Files.writeString(temp.resolve("table.csv"), text);
    run = temp.resolve("run");
  }

  private Cli cli() {
    return new Cli(temp.resolve("runs"));
  }

  private Outcome train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", table, "--out", run));
    args.addAll(List.of("--hidden", 4, "--latent", 2, "--epochs", 2, "--batch-size", 8));
    args.addAll(Arrays.asList(more));
    return cli().run(args.toArray());
  }

  private void edit(String was, String is) throws IOException {
    Path record = run.resolve("run.json");
    String text = Files.readString(record);
    assertThat(text).contains(was);
    Files.writeString(record, text.replace(was, is));
  }

  private void trainUnfinished() throws IOException {
    assertThat(train().exitCode()).isZero();
    edit("\"finished\"", "\"unfinished\"");
  }

  private Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(file.toString(), Sha256.of(out -> Files.copy(file, out)));
      }
    }
    return digests;
  }

  @Test
  void aRecordDoesNotSayWhereRowsAreKept() throws IOException {
    assertThat(train().exitCode()).isZero();
    Path folder = Files.createDirectory(temp.resolve("victim"));
    Path precious = Files.writeString(folder.resolve("precious.rows"), "old");
    Files.setLastModifiedTime(precious, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    edit("\"cache\" : null", "\"cache\" : " + Json.string(folder.toString()));
    Path codes = temp.resolve("codes.csv");
    assertThat(cli().run("encode", run, "--out", codes).err()).isEmpty();
    assertThat(cli().run("evaluate", run).err()).isEmpty();
    edit("\"finished\"", "\"unfinished\"");
    assertThat(cli().run("resume", run).err()).isEmpty();
    assertThat(folder.toFile().list()).containsExactly("precious.rows");
  }

  @Test
  void whatFilesSayCannotSteerATerminal() throws IOException {
    String quoted = "\"" + HOSTILE.replace("\n", " ") + "\"";
    table = Files.writeString(table, Files.readString(table).replace("one", quoted));
    assertThat(train().exitCode()).isZero();
    edit("\"finished\"", Json.string(HOSTILE));
    for (String option : List.of("--debug", "--json")) {
      Outcome outcome = cli().run("info", run, option);
      assertThat(outcome.out()).contains("title").doesNotContain("\nvae: forged");
      assertClean(outcome.out());
    }
    assertThat(JsonReader.read(cli().run("info", run, "--json").out()))
        .containsEntry("run.state", HOSTILE);
  }

  @Test
  void namesAndSettingsCannotSteerATerminal() throws IOException {
    Path name = temp.resolve("a\u001b]0;title\u0007\nvae: forged");
    Outcome missing = cli().run("info", name);
    Cli.assertRefused(missing, 66, "no such model file");
    assertClean(missing.err());
    trainUnfinished();
    edit("\"adam\"", Json.string(HOSTILE));
    Outcome refused = cli().run("resume", run);
    Cli.assertRefused(refused, 65, "run.json: found settings that can't be used");
    assertClean(refused.err());
  }

  private static void assertClean(String text) {
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  private static void makePipe(Path path) throws IOException, InterruptedException {
    Files.deleteIfExists(path);
    Process process = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "metrics.csv", "report.html", "config.yaml", ".lock"})
  @DisabledOnOs(OS.WINDOWS)
  void aRunFolderWithPipesAndDevicesIsRefused(String name) throws Exception {
    trainUnfinished();
    makePipe(run.resolve(name));
    Map<String, String> before = digests();
    Cli.assertRefused(cli().run("resume", run), 65, name + ": found a ", "regular file");
    Files.delete(run.resolve(name));
    Files.createSymbolicLink(run.resolve(name), Path.of("/dev/zero"));
    Cli.assertRefused(cli().run("resume", run), 65, name + ": found a ", "regular file");
    assertThat(digests()).isEqualTo(before);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void settingsInAPipeOrDeviceAreRefused() throws IOException, InterruptedException {
    Path pipe = temp.resolve("pipe");
    makePipe(pipe);
    for (Path file : List.of(pipe, Path.of("/dev/zero"), temp)) {
      Cli.assertRefused(train("--config", file), 65, file + ": found a ", "a regular file");
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void argumentsInFilesAreNotTaken() throws IOException {
    Path file = Files.writeString(temp.resolve("arguments"), "--help");
    Cli.assertRefused(cli().run("info", "@" + file), 66, "@" + file + ": no such model file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"fast\" \"exact\"", "0.001 0.5", "other data"})
  void aRefusedResumeChangesNothing(String edit) throws IOException {
    trainUnfinished();
    if (edit.equals("other data")) {
      Files.writeString(table, "7,7,7\n", StandardOpenOption.APPEND);
    } else {
      String[] both = edit.split(" ", -1);
      edit(both[0], both[1]);
    }
    Map<String, String> before = digests();
    Cli.assertRefused(cli().run("resume", run), 65, ": found ");
    assertThat(digests()).isEqualTo(before);
  }

  @Test
  void aRecordThatCannotBeMeantIsTheRecordsFault() throws IOException {
    trainUnfinished();
    edit("\"epochs\" : 2,", "\"epochs\" : -2,");
    Cli.assertRefused(cli().run("resume", run), 65, "run.json: found settings", "--epochs is -2");
  }

  @Test
  void anUnreadableCheckpointLetsAnEarlierOneTakeItsPlace() throws IOException {
    assertThat(train("--checkpoint-keep", "all").exitCode()).isZero();
    edit("\"finished\"", "\"unfinished\"");
    Path last = run.resolve("checkpoints/last.safetensors");
    Files.delete(last);
    Files.createSymbolicLink(last, Path.of("nowhere"));
    Outcome outcome = cli().run("resume", run);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            "vae: warning: "
                + last
                + ": no such file or folder; an earlier checkpoint takes its place\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--schedule=step:1e-200@1",
        "--lr=5e-324 --dtype=f64 --warmup=3steps",
        "--lr=1e-60"
      })
  void learningRatesThatVanishAreRefusedBeforeTraining(String options) {
    Object[] more = Stream.of(options.split(" ", -1)).toArray();
    Cli.assertRefused(train(more), 2, "--lr, --schedule and --warmup", " is 0.0 at step ");
    assertThat(run).doesNotExist();
  }

  @Test
  void lostOutputIsAFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int count) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(full), new PrintWriter(err));
    assertThat(Main.run(console, new CliModule(), "--version")).isEqualTo(ExitCode.IO);
    assertThat(err.toString()).startsWith("vae: standard output can't be written").hasLineCount(1);
  }

  @Test
  void aLockThatIsRemovedStillHolds() throws IOException {
    trainUnfinished();
    try (RunLock lock = RunLock.take(new RunFolder(run))) {
      Files.delete(run.resolve(".lock"));
      assertThat(lock.lost()).isFalse();
      Cli.assertRefused(cli().run("resume", run), 74, "another process is training there");
    }
    assertThat(cli().run("resume", run).exitCode()).isZero();
  }

  @Test
  void aTrainingWhoseLocksAreGoneEnds() throws IOException {
    trainUnfinished();
    try (RunLock lock = RunLock.take(new RunFolder(run))) {
      Files.delete(run.resolve(".lock"));
      Files.delete(run.resolve("config.yaml"));
      assertThat(lock.lost()).isTrue();
      assertThatThrownBy(lock::check)
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("another process may train there");
      Files.createFile(run.resolve(".lock"));
      assertThat(lock.lost()).isTrue();
    }
  }
}
