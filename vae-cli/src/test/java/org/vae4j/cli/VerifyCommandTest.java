package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;

final class VerifyCommandTest {
  private static final Path GOLDEN =
      Path.of("..", "vae-parity", "src", "test", "resources", "golden");
  private static final Path MSE = GOLDEN.resolve("mse-784-48-6.safetensors");
  private static final Path BCE = GOLDEN.resolve("bce-784-32-4.safetensors");

  private final Cli cli = new Cli(Path.of("unused"));

  @Test
  void followsPyTorchWithinTheTolerance() {
    Outcome outcome = cli.run("verify", MSE, BCE);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    ".*safetensors on ejml: losses \\S+e-1\\d, gradients \\S+e-1\\d,"
                        + " weights \\S+e-1\\d: within 1\\.0e-09"));
  }

  @Test
  void returnsOneAboveTheTolerance() {
    Outcome outcome = cli.run("verify", MSE, "--backend", "ejml", "--tolerance", 0);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("ABOVE 0.0e+00").hasLineCount(1);
  }

  @Test
  void refusesDataThatDoNotFit(@TempDir Path temp) throws IOException {
    Path data = Digits.folder(temp.resolve("few"));
    Outcome outcome = cli.run("verify", MSE, "--data", data);
    assertThat(outcome.exitCode()).isEqualTo(65);
    assertThat(outcome.err())
        .contains("rows of 784 values, few has 90 of 784; give the data")
        .hasLineCount(1);
  }
}
