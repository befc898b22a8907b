package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.explore.ExploreServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae explore}. */
@Command(
    name = "explore",
    description =
        "Serve a page on this machine on which to move through a model's latent space; Ctrl-C"
            + " stops it.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae explore runs/mnist-nd4j-1",
      "  vae explore model.safetensors --data idx-folder --port 8080"
    })
final class ExploreCommand implements Callable<Integer> {
  private static final int TOKEN_BYTES = 24;

  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption rows;

  @Parameters(paramLabel = "MODEL", description = "A model.safetensors, or a run folder with one.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of 127.0.0.1 to serve at (one that is free).")
  int port;

  @Inject
  ExploreCommand(Console console, EngineOption engine, RowsOption rows) {
    this.console = console;
    this.engine = engine;
    this.rows = rows;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65_535) {
      throw CommandException.usage("--port is " + port + ", expected 1 to 65535, or 0 for any");
    }
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      Examples examples = examples(source, form);
      try (ExploreServer server = serve(read, form, examples)) {
        waitForSignal(server);
      }
    }
    return ExitCode.OK;
  }

  private ExploreServer serve(VaeModel read, DataForm form, @Nullable Examples examples)
      throws IOException {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String title = String.valueOf(model.toAbsolutePath().normalize().getFileName());
    try {
      return ExploreServer.start(read, form, examples, title, port, token);
    } catch (BindException e) {
      throw new CommandException(
          ExitCode.CANNOT_CREATE,
          "can't serve at port "
              + port
              + " of 127.0.0.1: "
              + e.getMessage()
              + "; give another one, or none, with --port",
          e);
    }
  }

  private void waitForSignal(ExploreServer server) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (StopSignals signals = StopSignals.to(stopped::countDown)) {
      console.out().println("explore " + model + ": open this link in a browser, on this machine:");
      console.out().println();
      console.out().println("  " + server.link());
      console.out().println();
      console.out().println("Ctrl-C stops.");
      console.out().flush();
      stopped.await();
    }
  }

  /** Returns rows of the data asked for, or else of those of the run; null if there are none. */
  private @Nullable Examples examples(ModelSource source, DataForm form) throws IOException {
    boolean asked = rows.source.data != null;
    if (!asked && source.record() == null) {
      return null;
    }
    try {
      return Shown.of(rows.load(source, form));
    } catch (IOException | CommandException e) {
      if (asked) {
        throw e;
      }
      console
          .err()
          .println(
              "vae: warning: no examples, for the data of the run can't be read ("
                  + Failures.message(e)
                  + "); --data says where they are");
      console.err().flush();
      return null;
    }
  }
}
