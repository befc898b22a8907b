package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.cli.Cli.Outcome;
import org.vae4j.tensor.Backends;

/** One clear line, the right exit code, and nothing left behind. */
final class WrongInputTest {
  @TempDir Path temp;
  private Path data;
  private Path out;
  private Cli cli;

  @BeforeEach
  void writeData() throws IOException {
    data = Digits.folder(temp.resolve("digits"));
    out = temp.resolve("out");
    cli = new Cli(temp.resolve("runs"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(out).doesNotExist();
    assertThat(temp.resolve("runs")).doesNotExist();
  }

  private Outcome train(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                data,
                "--max-steps",
                2,
                "--hidden",
                8,
                "--latent",
                2,
                "--out",
                out));
    for (Object arg : more) {
      int old = args.indexOf(arg);
      if (old >= 0) { // picocli takes an option once
        args.remove(old);
        args.remove(old);
      }
    }
    args.addAll(Arrays.asList(more));
    return cli.run(args.toArray());
  }

  private static void assertLine(Outcome outcome, int exitCode, String... parts) {
    assertThat(outcome.err()).startsWith("vae: ").hasLineCount(1).contains(parts);
    assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        arguments("--optimizer", "adem", "there is no 'adem'; there are adam, adamw, rmsprop, sgd"),
        arguments("--likelihood", "l1", "there is no 'l1'; there are bce, bernoulli, gaussian,"),
        arguments("--lr", "-1", "the learning rate is -1.0, expected a number above 0"),
        arguments("--lr", "NaN", "the learning rate is NaN, expected a number above 0"),
        arguments("--lr", "fast", "invalid value for option '--lr': 'fast'"),
        arguments("--clip-norm", "0", "--clip-norm is 0.0, expected a number above 0"),
        arguments("--epochs", "0", "--epochs is 0, expected 1 to 1000000"),
        arguments("--epochs", "99999999999", "invalid value for option '--epochs'"),
        arguments("--max-steps", "-1", "--max-steps is -1, expected 1 or more"),
        arguments("--batch-size", "-5", "--batch-size is -5, expected 1 to 1000000"),
        arguments("--batch-size", "2147483647", "--batch-size is 2147483647, expected 1 to"),
        arguments("--micro-batch", "0", "--micro-batch is 0, expected 1 to 1000000"),
        arguments("--hidden", "-400", "--hidden is '-400', expected none or up to 32 numbers"),
        arguments("--latent", "2000000000", "--latent is 2000000000, expected 1 to 1000000"),
        arguments("--hidden", "12,,7", "--hidden is '12,,7', expected none or up to 32 numbers"),
        arguments("--output", "softmax", "there is no 'softmax'; there are [identity, relu,"),
        arguments("--variance", "-1", "gaussian: the variance is -1.0, expected a number above 0"),
        arguments("--variance", "big", "gaussian: the variance is 'big', expected a number or"),
        arguments("--schedule", "linear", "schedule: 'linear', expected constant, cosine,"),
        arguments("--warmup", "5min", "warm-up: '5min', expected none, or such as 500steps"),
        arguments("--kl-warmup", "0steps", "warm-up: '0steps', expected none"),
        arguments("--beta", "-1", "--beta is -1.0, expected a number of 0 or more"),
        arguments("--patience", "-1", "--patience is -1, expected 0 or more"),
        arguments("--validation", "1.5", "validation: 1.5, expected a fraction between 0 and 1"),
        arguments("--validation", "0.001", "validation: 0.001 rows of 90 are none"),
        arguments("--threads", "0", "--threads is 0, expected 1 to 1024"),
        arguments("--dtype", "f16", "invalid value for option '--dtype'"),
        arguments("--epoch", "3", "unknown option '--epoch'; similar: --epochs"),
        arguments("--seed", "x", "invalid value for option '--seed': 'x' is not a long"));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void refusesOptionsThatCannotBeMeant(String option, String value, String message) {
    assertLine(train(option, value), 2, message);
  }

  @Test
  void refusesAVarianceOfALikelihoodThatHasNone() {
    assertLine(
        train("--likelihood", "bernoulli", "--variance", "learned"),
        2,
        "loss bernoulli: there is no setting 'variance'; it takes none");
  }

  @Test
  void refusesSizesThatDoNotFitTheMemoryWithTheFigure() {
    assertLine(
        train("--hidden", 1_000_000),
        2,
        "a model 784-1000000-2",
        "needs about ",
        " GB of memory, the limit here is 1.1 GB",
        "choose smaller sizes, or raise the limit with VAE_OPTS=-Xmx");
  }

  @Test
  void listsTheVerbs() {
    assertLine(
        cli.run("trian"),
        2,
        "there is no verb 'trian'; there are train, resume, sample, reconstruct, encode, interpolate,");
    assertLine(cli.run(), 2, "missing required subcommand", "train, resume, sample, reconstruct");
    assertLine(cli.run("train", "extra"), 2, "unexpected argument 'extra'");
    assertLine(cli.run("sample"), 2, "missing required parameter: 'MODEL'");
  }

  @Test
  void refusesAnEngineThatIsUnknownOrCannotRun() {
    assertLine(
        train("--backend", "blas"),
        69,
        "'blas' is not on the class path",
        "ejml (runs here)",
        "known engines are nd4j, jblas, ejml");
    assertLine(
        train("--backend", "jblas"), 69, "'jblas' can't run here: libgfortran.so.5 is missing");
    cli.with(Backends.of(FakeEngine.unavailable("jblas", 1)));
    assertLine(train(), 69, "no engine runs here", "libgfortran.so.5 is missing");
  }

  @Test
  void refusesAMissingFolder() {
    assertLine(
        train("--data", temp.resolve("nowhere")),
        66,
        temp.resolve("nowhere") + " is neither a file or folder nor a data set",
        "data sets there: mnist");
  }

  @Test
  void refusesAFolderWithoutTrainingImages() throws IOException {
    Files.delete(Digits.trainImages(data));
    assertLine(train(), 66, data.toString(), "holds no train-images-idx3-ubyte");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    byte[] whole = Digits.images(0, 10, 28, 28);
    Files.write(Digits.trainImages(data), Arrays.copyOf(whole, whole.length - 100));
    assertLine(train(), 65, "train-images-idx3-ubyte: found 7740 bytes", "expected 7840");
  }

  @Test
  void refusesAWrongMagicNumber() throws IOException {
    Files.write(Digits.trainImages(data), Digits.labels(0, Digits.TRAIN));
    assertLine(train(), 65, "magic number 0x00000801, expected 0x00000803");
  }

  @Test
  void refusesCountsThatDiffer() throws IOException {
    Files.write(Digits.trainLabels(data), Digits.labels(0, 7));
    assertLine(train(), 65, "found 7 labels, expected 90");
  }

  @Test
  void refusesGzipThatEndsEarly() throws IOException {
    byte[] whole = Digits.gzip(Digits.images(0, 10, 28, 28));
    Files.write(Digits.trainImages(data), Arrays.copyOf(whole, whole.length / 2));
    assertLine(train(), 65, "a gzip stream that ends early");
  }

  @Test
  void refusesAHeaderThatClaimsTooMuch() throws IOException {
    Files.write(Digits.trainImages(data), Digits.file(new byte[100], 0x803, 1 << 31, 28, 28));
    assertLine(train(), 65, "a header that claims 2147483648 × 28 × 28");
  }

  @Test
  void refusesTestImagesOfAnotherSize() throws IOException {
    Files.write(Digits.testImages(data), Digits.images(0, Digits.TEST, 20, 20));
    assertLine(train(), 65, "found images of 20×20, expected 28×28");
  }

  @Test
  void refusesAnOutThatHoldsSomething() throws IOException {
    Path full = Files.createDirectory(temp.resolve("full"));
    Path file = Files.writeString(full.resolve("thesis.txt"), "unique");
    assertLine(train("--out", full), 2, full + " is not empty");
    assertLine(train("--out", file), 2, "thesis.txt is a file");
    try (Stream<Path> content = Files.list(full)) {
      assertThat(content).containsExactly(file);
    }
    assertThat(file).hasContent("unique");
  }

  @Test
  void refusesAnOutThatCannotBeCreated() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertLine(train("--out", file.resolve("run")), 73, "can't create the run folder", "--out");
  }

  @Test
  void refusesModelsThatAreNotThereOrNotModels() throws IOException {
    Path picture = temp.resolve("p.png");
    assertLine(cli.run("sample", temp.resolve("no"), "--out", picture), 66, "no such model file");
    assertLine(
        cli.run("sample", data, "--out", picture), 66, "there is no model.safetensors in it");
    Path text = Files.writeString(temp.resolve("text.safetensors"), "this is no model at all");
    assertLine(cli.run("sample", text, "--out", picture), 65, "text.safetensors: found");
    assertLine(
        cli.run("reconstruct", text, "--data", data, "--out", picture), 65, "text.safetensors");
    assertLine(
        cli.run("sample", text, "--out", temp.resolve("no/p.png")), 73, "there is no folder");
    assertLine(cli.run("sample", text, "--out", temp), 2, "is a folder, expected a file");
    assertLine(cli.run("sample", text, "--count", "0"), 2, "--count is 0, expected 1 to 10000");
    assertThat(picture).doesNotExist();
  }

  @Test
  void refusesTrajectoriesThatAreNone() throws IOException {
    Path text = Files.writeString(temp.resolve("text.safetensors"), "this is no model at all");
    assertLine(cli.run("verify", text, "--data", data), 65, "text.safetensors: found");
    assertLine(cli.run("verify", temp.resolve("no"), "--data", data), 66, "no such file");
    assertLine(cli.run("verify", text, "--tolerance", "-1"), 2, "--tolerance is -1.0, expected");
  }

  @Test
  void saysThatMemoryRanOut() throws IOException {
    cli.with(Backends.of(FakeEngine.failing(new OutOfMemoryError("Java heap space"))));
    Outcome outcome = cli.run("train", "--data", data, "--out", temp.resolve("run"));
    assertLine(outcome, 71, "out of memory (Java heap space)", "VAE_OPTS=-Xmx");
    assertThat(temp.resolve("run/model.safetensors")).doesNotExist();
    assertThat(Files.readString(temp.resolve("run/run.json"))).contains("\"failed\"");
  }

  @Test
  void showsTheTraceOfABugOnlyWhenAsked() {
    cli.with(Backends.of(FakeEngine.failing(new ArithmeticException("oops")), new EjmlProvider()));
    Outcome outcome = cli.run("train", "--data", data, "--out", temp.resolve("run"));
    assertThat(outcome.exitCode()).isEqualTo(70);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("this is a bug", "ArithmeticException: oops", "--debug");
    Outcome debug = cli.run("train", "--debug", "--data", data, "--out", temp.resolve("run2"));
    assertThat(debug.err()).contains("\tat org.vae4j.");
  }
}
