package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;

final class OutputFileTest {
  @TempDir Path temp;

  @Test
  void aNameMustSayWhatIsInTheFile() {
    Path picture = temp.resolve("digits.PNG");
    assertThat(OutputFile.or(picture, "samples.png").path()).isEqualTo(picture);
    assertThat(OutputFile.or(null, "samples.png").path()).isEqualTo(Path.of("samples.png"));
    for (String name : new String[] {"digits.csv", "digits.jpg", "digits", "png"}) {
      Path other = temp.resolve(name);
      assertThatThrownBy(() -> OutputFile.or(other, "samples.png"))
          .isInstanceOf(CommandException.class)
          .hasMessage("--out is " + other + ", expected a name that ends in .png");
    }
  }

  @Test
  void verbsRefuseOtherNamesBeforeTheyLookForTheModel() {
    assertRefused("encode", "latents.npz", ".csv or .npy");
    assertRefused("score", "scores.npy", ".csv");
    assertRefused("export", "weights.npy", ".npz or .safetensors");
  }

  private void assertRefused(String verb, String name, String endings) {
    Path out = temp.resolve(name);
    Outcome outcome = new Cli(temp.resolve("runs")).run(verb, "nowhere", "--out", out);
    assertThat(outcome.err())
        .isEqualTo("vae: --out is " + out + ", expected a name that ends in " + endings + "\n");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
