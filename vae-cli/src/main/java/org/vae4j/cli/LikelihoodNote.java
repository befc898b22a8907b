package org.vae4j.cli;

import java.util.Locale;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.vae.Vae;

/** Says in words what a model's log-likelihoods are of. */
final class LikelihoodNote {
  private LikelihoodNote() {}

  static String of(Vae vae, Dataset data) {
    if (vae.loss() instanceof BinaryCrossEntropy) {
      return binary(data)
          ? "Bernoulli probabilities of black and white values; no constant is left out"
          : "cross-entropies: the data are not only 0 and 1, so these are no log-likelihoods;"
              + " --binarize makes them so";
    }
    String density = "densities with all constants, of values ";
    if (data.form() instanceof ImageForm images) {
      double low = images.scaling().low();
      double high = images.scaling().high();
      double bits = Math.log(255 / (high - low)) / Math.log(2);
      return String.format(
          Locale.ROOT,
          "%sscaled to [%s, %s]; for bytes take %.3f from the bits a dimension",
          density,
          low,
          high,
          bits);
    }
    return density + "as the model scales them";
  }

  private static boolean binary(Dataset data) {
    double[] row = new double[data.features()];
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, row, 0);
      for (double value : row) {
        if (value != 0 && value != 1) {
          return false;
        }
      }
    }
    return true;
  }
}
