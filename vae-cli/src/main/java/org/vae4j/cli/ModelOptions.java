package org.vae4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.loss.Loss;
import org.vae4j.loss.Losses;
import org.vae4j.nn.Activation;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Option;

/** The options that decide what is trained. */
final class ModelOptions {
  private static final int MOST_LAYERS = 32;

  @Option(
      names = "--hidden",
      paramLabel = "N[,N...]",
      defaultValue = "400",
      description =
          "Units of the hidden layers from the data on, or none; the decoder mirrors them"
              + " (${DEFAULT-VALUE}).")
  String hidden = "400";

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "20",
      description = "Dimensions of the latent space (${DEFAULT-VALUE}).")
  int latent;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      defaultValue = "gaussian",
      description =
          "What is assumed of the data: gaussian, bernoulli, or a loss on the class path"
              + " (${DEFAULT-VALUE}).")
  String likelihood = "gaussian";

  @Option(
      names = "--variance",
      paramLabel = "X|learned",
      description = "Of a gaussian likelihood: a number, or learned with the weights (0.5).")
  @Nullable String variance;

  @Option(
      names = "--output",
      paramLabel = "FUNCTION",
      description = "What the decoder ends in (tanh for images, identity for tables and logits).")
  @Nullable String output;

  /** Checks the sizes and names. */
  void check() {
    hidden();
    Limits.check("--latent", latent, Limits.UNITS);
    output(loss(), true);
  }

  List<Integer> hidden() {
    if (hidden.equals("none")) {
      return List.of();
    }
    String[] parts = hidden.split(",", -1);
    for (String part : parts) {
      if (!part.strip().matches("\\d{1,9}") || parts.length > MOST_LAYERS) {
        throw CommandException.usage(
            "--hidden is '"
                + hidden
                + "', expected none or up to "
                + MOST_LAYERS
                + " numbers, such as 400,200");
      }
      Limits.check("--hidden", Integer.parseInt(part.strip()), Limits.UNITS);
    }
    return List.of(parts).stream().map(part -> Integer.valueOf(part.strip())).toList();
  }

  Loss loss() {
    String given = variance;
    return Named.or(
        () -> Losses.create(likelihood, given == null ? Map.of() : Map.of("variance", given)));
  }

  private Activation output(Loss loss, boolean bounded) {
    String name = output;
    if (name != null) {
      return Named.or(() -> Activation.of(name));
    }
    return bounded ? Vae.outputFor(loss) : Activation.IDENTITY;
  }

  /** Returns the model for data of that form; only images are known to lie in [-1, 1]. */
  Vae vae(DataForm form) {
    Loss loss = loss();
    Activation last = output(loss, form instanceof ImageForm);
    return Vae.dense(form.features(), hidden(), latent, last, loss);
  }

  /** Returns the widths from the data to the latent space, both included. */
  List<Integer> layers(int features) {
    List<Integer> layers = new ArrayList<>(List.of(features));
    layers.addAll(hidden());
    layers.add(latent);
    return layers;
  }

  /** Returns the same as text, such as 784-400-20. */
  String sizes(int features) {
    return layers(features).stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
