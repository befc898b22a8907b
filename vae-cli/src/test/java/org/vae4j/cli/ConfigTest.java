package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.cli.Cli.Outcome;

/** Settings from a YAML file. */
final class ConfigTest {
  @TempDir Path temp;
  private Path data;
  private Path config;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("some digits"), 14, 14, true);
    config = temp.resolve("settings.yaml");
  }

  private Outcome train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--config", config));
    args.addAll(Arrays.asList(more));
    return new Cli(temp.resolve("runs")).run(args.toArray());
  }

  private void write(String... lines) throws IOException {
    Files.write(config, List.of(lines));
  }

  private static Map<String, String> record(Path run) throws IOException {
    return JsonReader.read(Files.readString(run.resolve("run.json")));
  }

  @Test
  void flagsGoBeforeTheFileAndTheFileBeforeDefaults() throws IOException {
    write(
        "# a comment",
        "data: \"" + data + "\"",
        "hidden: [12, 7]",
        "latent: 3",
        "epochs: 2",
        "lr: 1e-2",
        "binarize: true",
        "likelihood: bernoulli",
        "backend: ejml");
    Path run = temp.resolve("run");
    Outcome outcome = train("--epochs=1", "--binarize=false", "--out", run);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("asked for with --backend");
    assertThat(record(run))
        .containsEntry("settings.epochs", "1")
        .containsEntry("settings.hidden", "12,7")
        .containsEntry("settings.latent", "3")
        .containsEntry("settings.lr", "0.01")
        .containsEntry("settings.binarize", "false")
        .containsEntry("settings.batch_size", "128")
        .containsEntry("settings.data", data.toString());
  }

  @Test
  void theFileThatARunLeavesMakesItAgain() throws IOException {
    write(
        "data: '" + data + "'",
        "hidden: 9",
        "epochs: 2",
        "schedule: step:0.5@1",
        "warmup: 2steps",
        "beta: 0.5",
        "validation: 0.25",
        "clip-norm: 20",
        "max-steps: 1000",
        "checkpoint-every: 2epochs",
        "variance: learned",
        "seed: -7");
    Path first = temp.resolve("first");
    assertThat(train("--out", first).err()).isEmpty();
    config = first.resolve("config.yaml");
    Path again = temp.resolve("again");
    assertThat(train("--out", again).err()).isEmpty();
    for (String file : List.of("model.safetensors", "checkpoints/last.safetensors")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
    assertThat(again.resolve("config.yaml")).hasSameTextualContentAs(first.resolve("config.yaml"));
    assertThat(record(again)).containsEntry("settings.schedule", "step:0.5@1");
  }

  @Test
  void printConfigShowsAllSettingsAndTrainsNothing() throws IOException {
    write("epochs: 3", "data: '" + data + "'");
    Outcome outcome = train("--print-config", "--likelihood=bernoulli");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("epochs: 3\n", "batch-size: 128\n", "likelihood: bernoulli\n", "seed: 1\n")
        .contains("data: \"" + data + "\"\n")
        .doesNotContain("null", "backend", "max-steps", "clip-norm", "Infinity");
    assertThat(temp.resolve("runs")).doesNotExist();
    Files.writeString(config, outcome.out());
    assertThat(train("--print-config").out()).isEqualTo(outcome.out());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            "bach-size: 3", "the unknown setting 'bach-size' in line 1, expected 'batch-size'"),
        arguments("epochs: 1\nout: x", "the unknown setting 'out' in line 2"),
        arguments("epochs: 1\nepochs: 2", "'epochs' again in line 2"),
        arguments("epochs:", "nothing in line 1, expected a value or a list"),
        arguments("epochs: {a: 1}", "a nested structure in line 1"),
        arguments("hidden: [1, [2]]", "a nested structure in line 1, expected a value in 'hidden'"),
        arguments("epochs: &a 1\nlatent: *a", "an anchor or a tag in line 1"),
        arguments("epochs: !!int 1", "an anchor or a tag in line 1"),
        arguments("data: \"\\ud800\"", "half a character in line 1"),
        arguments("latent: *a", "an alias in line 1"),
        arguments("- epochs", "no mapping of names to values"),
        arguments("epochs", "no mapping of names to values"),
        arguments("epochs: 1\n---\nepochs: 2", "a second document in line 2"),
        arguments("epochs: 1\n\tlatent: 2", "no YAML in line 2"),
        arguments("epochs: 'x", "no YAML in line 1"),
        arguments("epochs: \u0000", "no YAML ("),
        arguments(
            "epochs: many", "settings that can't be used (Invalid value for option '--epochs'"),
        arguments("[".repeat(60_000), "no mapping of names to values"),
        arguments("hidden: " + "[".repeat(60_000), "a nested structure in line 1"),
        arguments("# " + "x".repeat(1 << 16), "65538 bytes, expected at most 65536 of settings"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoSettingIsRefusedWithItsLine(String text, String message) throws IOException {
    Files.writeString(config, text);
    Outcome outcome = train("--print-config");
    assertThat(outcome.err())
        .startsWith("vae: " + config + ": found ")
        .contains(message)
        .hasLineCount(1);
    assertThat(outcome.exitCode()).isEqualTo(65);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsRefused() throws IOException {
    assertThat(train().err()).isEqualTo("vae: --config " + config + ": there is no such file\n");
    assertThat(train().exitCode()).isEqualTo(66);
    Files.write(config, "epochs: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(train().err()).contains("bytes that are no UTF-8, expected text in UTF-8");
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    write("# nothing");
    assertThat(train("--print-config").out()).contains("data: mnist\n", "epochs: 10\n");
  }

  @Test
  void theRecipeOfThePublishedRowIsUnderstood() {
    config = Path.of("..", "recipes", "mnist-bernoulli.yaml");
    Outcome outcome = train("--print-config");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("binarize: true", "validation: 10000", "likelihood: bernoulli")
        .contains("hidden: 400,400")
        .contains("latent: 40", "lr: 1.0E-4", "batch-size: 100", "epochs: 500")
        .contains("schedule: step:0.6309573444801932@200,350");
    assertThat(Math.pow(10, -0.2)).isCloseTo(0.6309573444801932, within(1e-16));
  }

  @Test
  void valuesThatAreRefusedAsOptionsAreRefusedFromTheFile() throws IOException {
    write("epochs: 0");
    assertThat(train().err()).isEqualTo("vae: --epochs is 0, expected 1 to 1000000\n");
  }
}
