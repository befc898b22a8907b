package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.cli.Cli.Outcome;

@DisabledOnOs(OS.WINDOWS)
final class ExploreCommandTest {
  private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#[\\w-]{32}");

  /** A shell's background jobs, and so their tests, are born deaf to SIGINT: Java leaves it so. */
  private static final List<String> HEARING = List.of("env", "--default-signal=INT,TERM");

  @TempDir Path temp;
  private Path data;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    data = Digits.folder(temp.resolve("digits"));
    run = temp.resolve("run");
    assertThat(
            new Cli(temp)
                .run(
                    "train",
                    "--data",
                    data,
                    "--hidden",
                    8,
                    "--latent",
                    2,
                    "--epochs",
                    1,
                    "--out",
                    run)
                .exitCode())
        .isZero();
  }

  private static String said(VaeProcess process) {
    try {
      return process.out();
    } catch (IOException e) {
      return "";
    }
  }

  private static URI link(VaeProcess process) throws IOException, InterruptedException {
    process.await(() -> said(process).contains("Ctrl-C stops."));
    Matcher link = LINK.matcher(process.out());
    assertThat(link.find()).as(process.out() + process.err()).isTrue();
    return URI.create(link.group());
  }

  private static String model(URI link) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(link.resolve("/api/model"))
            .header("Authorization", "Bearer " + link.getFragment())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void servesTheModelWithExamplesOfItsRunUntilCtrlC() throws IOException, InterruptedException {
    try (VaeProcess process =
        VaeProcess.start(temp, HEARING, "explore", run, "--backend", "ejml")) {
      assertThat(model(link(process)))
          .contains(
              "\"title\":\"run\"", "\"latent\":2", "\"rows\":30", "\"source\":\"30 test images\"");
      process.signal("INT");
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
    }
  }

  @Test
  void aModelAloneHasNoExamplesAndDataThatAreGoneAreAWarning()
      throws IOException, InterruptedException {
    Path alone = Files.copy(run.resolve("model.safetensors"), temp.resolve("alone.safetensors"));
    try (VaeProcess process = VaeProcess.start(temp, "explore", alone, "--backend", "ejml")) {
      assertThat(model(link(process))).contains("\"rows\":0");
      process.signal("TERM");
      assertThat(process.exitCode()).isZero();
      assertThat(process.err()).isEmpty();
    }
    Files.move(data, temp.resolve("elsewhere"));
    try (VaeProcess process = VaeProcess.start(temp, "explore", run, "--backend", "ejml")) {
      assertThat(model(link(process))).contains("\"rows\":0");
      assertThat(process.err()).startsWith("vae: warning: no examples, ").contains("--data");
    }
  }

  @Test
  void refusesWhatCannotBeServed() throws IOException {
    Cli cli = new Cli(temp);
    Outcome port = cli.run("explore", run, "--port", 70_000);
    assertThat(port.exitCode()).isEqualTo(2);
    assertThat(port.err()).isEqualTo("vae: --port is 70000, expected 1 to 65535, or 0 for any\n");
    Outcome missing = cli.run("explore", temp.resolve("nothing"));
    assertThat(missing.exitCode()).isEqualTo(66);
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Outcome busy = cli.run("explore", run, "--port", taken.getLocalPort());
      assertThat(busy.exitCode()).isEqualTo(73);
      assertThat(busy.err()).startsWith("vae: can't serve at port ").contains("--port");
    }
    Path other = Digits.folder(temp.resolve("small"), 10, 10, true);
    Outcome unlike = cli.run("explore", run, "--data", other);
    assertThat(unlike.exitCode()).isEqualTo(65);
  }
}
