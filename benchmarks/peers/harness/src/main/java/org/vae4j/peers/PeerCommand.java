package org.vae4j.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains on MNIST in a framework, prints a line an epoch, and last one line of JSON with the median
 * images a second of all epochs but the first and the mean loss of the last epoch.
 */
@Command(
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Trains the reference model.")
public final class PeerCommand implements Callable<Integer> {
  private final Framework framework;
  private final PrintStream out;

  @Option(names = "--batch", defaultValue = "128", description = "Images a step.")
  private int batch;

  @Option(names = "--threads", defaultValue = "1", description = "Threads of an operation.")
  private int threads;

  @Option(names = "--epochs", defaultValue = "4", description = "The first is the warm-up.")
  private int epochs;

  @Option(names = "--hidden", defaultValue = "400", description = "Units of a hidden layer.")
  private int hidden;

  @Option(names = "--latent", defaultValue = "20", description = "Latent dimensions.")
  private int latent;

  @Option(names = "--seed", defaultValue = "0", description = "Of weights, order and noise.")
  private int seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  private PeerCommand(Framework framework, PrintStream out) {
    this.framework = framework;
    this.out = out;
  }

  /** Trains as the options say and returns the exit code. */
  public static int run(Framework framework, PrintStream out, String... args) {
    return new CommandLine(new PeerCommand(framework, out))
        .setCommandName(framework.name())
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    PeerSettings settings = settings();
    float[][] images = MnistRows.train();
    double[] rates = new double[epochs];
    double loss = Double.NaN;
    try (Peer peer = framework.open(images, settings)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        loss = peer.epoch();
        double seconds = (System.nanoTime() - start) / 1e9;
        rates[epoch] = images.length / seconds;
        line("epoch %d train %.3f %.2f s %.0f images/s", epoch + 1, loss, seconds, rates[epoch]);
      }
    }
    line(
        "{\"name\": \"%s\", \"threads\": %d, \"batch\": %d, \"epochs\": %d,"
            + " \"seed\": %d, \"images_per_second\": %.0f, \"train\": {\"loss\": %.3f}}",
        framework.name(),
        threads,
        batch,
        epochs,
        seed,
        new Median().evaluate(Arrays.copyOfRange(rates, Math.min(1, epochs - 1), epochs)),
        loss);
    return CommandLine.ExitCode.OK;
  }

  private PeerSettings settings() {
    if (epochs < 1) {
      throw new ParameterException(
          spec.commandLine(), "epochs %d; expected 1 or more".formatted(epochs));
    }
    try {
      return new PeerSettings(batch, threads, hidden, latent, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
