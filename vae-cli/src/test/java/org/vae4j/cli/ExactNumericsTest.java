package org.vae4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.io.Sha256;
import org.vae4j.tensor.Backends;

/** {@code --numerics exact} leaves the same files on every engine, with any number of threads. */
final class ExactNumericsTest {
  private static final int EPOCHS = 3;

  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"));
  }

  private Cli cli() {
    return new Cli(temp.resolve("runs")).with(Backends.find());
  }

  private Outcome train(Cli cli, Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    args.addAll(List.of("--hidden", 40, "--latent", 3, "--batch-size", 16, "--micro-batch", 5));
    args.addAll(List.of("--epochs", EPOCHS, "--checkpoint-every", "1steps"));
    args.addAll(List.of("--checkpoint-keep", "all"));
    args.addAll(Arrays.asList(more));
    return cli.run(args.toArray());
  }

  /** SHA-256 by name of all that a run leaves but times, and the files that name its engine. */
  private static Map<String, String> results(Path run) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        byte[] bytes =
            name.equals("metrics.csv")
                ? Files.readString(file).replaceAll("(?m),[^,]*,[^,]*$", "").getBytes(UTF_8)
                : Files.readAllBytes(file);
        results.put(name, Sha256.of(out -> out.write(bytes)));
      }
    }
    results.keySet().removeAll(Set.of("run.json", "config.yaml", "report.html", ".lock"));
    assertThat(results)
        .containsKeys("model.safetensors", "metrics.csv", "images/samples.png")
        .containsKeys("checkpoints/last.safetensors", "checkpoints/best.safetensors")
        .containsKey("checkpoints/step-000001.safetensors");
    return results;
  }

  @Test
  void everyEngineAndNumberOfThreadsLeavesTheSameFiles() throws IOException {
    Set<Map<String, String>> exact = new HashSet<>();
    Set<Map<String, String>> fast = new HashSet<>();
    for (String engine : Backends.known()) {
      for (int threads = 1; threads <= 3; threads++) {
        Path run = temp.resolve(engine + threads);
        Object[] options = {"--numerics", "exact", "--backend", engine, "--threads", threads};
        Outcome outcome = train(cli(), run, options);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
            .containsPattern("engine  " + engine + " .*, exact\\)")
            .contains(threads + " threads, exact numerics");
        assertThat(JsonReader.read(Files.readString(run.resolve("run.json"))))
            .containsEntry("settings.numerics", "exact")
            .containsEntry("engine.name", engine);
        exact.add(results(run));
      }
      Path run = temp.resolve(engine + "-fast");
      assertThat(train(cli(), run, "--backend", engine).out()).contains("fast numerics");
      fast.add(results(run));
    }
    assertThat(exact).hasSize(1);
    assertThat(fast).as("engines that differ show in the files").hasSizeGreaterThan(1);
  }

  @Test
  void aRunThatChangesItsEngineTwiceLeavesTheSameFiles() throws IOException {
    Path whole = temp.resolve("whole");
    assertThat(train(cli(), whole, "--numerics", "exact", "--backend", "jblas").err()).isEmpty();

    Path run = temp.resolve("run");
    Path first = run.resolve("checkpoints/step-000006.safetensors/in-the-way");
    Path second = run.resolve("checkpoints/step-000013.safetensors/in-the-way");
    Cli failing = cli().whenTheRunBegins(() -> createDirectories(first));
    assertThat(train(failing, run, "--numerics", "exact", "--backend", "ejml").exitCode())
        .isEqualTo(ExitCode.IO);
    delete(first);
    Cli again = cli().whenTheRunBegins(() -> createDirectories(second));
    assertThat(again.run("train", "--resume", run, "--backend", "nd4j").err())
        .startsWith("vae: can't write to the run folder ")
        .hasLineCount(1);
    delete(second);
    Outcome last = cli().run("train", "--resume", run, "--backend", "jblas", "--threads", 1);
    assertThat(last.err()).isEmpty();
    assertThat(last.out()).contains("1 threads, exact numerics");
    assertThat(last.exitCode()).isZero();
    assertThat(results(run)).isEqualTo(results(whole));
    assertThat(JsonReader.read(Files.readString(run.resolve("run.json"))))
        .containsEntry("settings.numerics", "exact")
        .containsEntry("starts.0.engine", "ejml")
        .containsEntry("starts.0.step", "0")
        .containsEntry("starts.1.engine", "nd4j")
        .containsEntry("starts.1.step", "5")
        .containsEntry("starts.2.engine", "jblas")
        .containsEntry("starts.2.step", "12");
  }

  private static void delete(Path folder) throws IOException {
    Files.delete(folder);
    Files.delete(folder.getParent());
  }

  private static void createDirectories(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesAnotherPrecision() {
    Outcome outcome = train(cli(), temp.resolve("run"), "--numerics", "exact", "--dtype", "f64");
    assertThat(outcome.err())
        .hasLineCount(1)
        .startsWith("vae: --numerics exact takes --dtype f32 only, not f64; choose one of");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(temp.resolve("run")).doesNotExist();
  }
}
