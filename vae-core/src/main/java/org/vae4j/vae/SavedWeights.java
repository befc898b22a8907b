package org.vae4j.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.vae4j.autograd.Weights;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Tensor;

/** Weights among the tensors of a safetensors file, by their names behind a prefix. */
public final class SavedWeights {
  private SavedWeights() {}

  /** Returns what to write. */
  public static List<SafeTensors.Entry> entries(String prefix, Weights weights) {
    return weights.names().stream()
        .map(
            name -> {
              Tensor tensor = weights.get(name);
              return new SafeTensors.Entry(
                  prefix + name,
                  tensor.dtype(),
                  tensor.shape().dimensions(),
                  () -> weights.values(name));
            })
        .toList();
  }

  /** Refuses a file whose tensors have other names than expected. */
  public static void checkNames(Path file, SafeTensors content, Collection<String> expected)
      throws MalformedFileException {
    if (content.names().size() != expected.size()
        || !new HashSet<>(content.names()).equals(new HashSet<>(expected))) {
      throw new MalformedFileException(file, "tensors " + content.names(), "tensors " + expected);
    }
  }

  /**
   * Compares weights with their description, before anything of a claimed size is allocated, and
   * returns their element type.
   */
  public static DType check(
      Path file, SafeTensors content, String prefix, List<Parameter> parameters)
      throws MalformedFileException {
    if (parameters.isEmpty()) {
      throw new MalformedFileException(file, "a model without weights", "one with some");
    }
    DType dtype = content.dtype(prefix + parameters.get(0).name());
    for (Parameter p : parameters) {
      String name = prefix + p.name();
      int[] shape = content.shape(name);
      if (!Arrays.equals(shape, p.shape().dimensions()) || content.dtype(name) != dtype) {
        throw new MalformedFileException(
            file,
            "'" + name + "' as " + content.dtype(name) + " " + Arrays.toString(shape),
            dtype + " " + Arrays.toString(p.shape().dimensions()));
      }
    }
    return dtype;
  }

  /**
   * Sets weights that {@link #check} found right.
   *
   * @throws MalformedFileException if a value is not finite
   */
  public static void read(Path file, SafeTensors content, String prefix, Weights to)
      throws IOException {
    for (String name : to.names()) {
      double[] values = content.doubles(prefix + name);
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new MalformedFileException(
              file, "'" + prefix + name + "' with the value " + value, "finite numbers");
        }
      }
      to.set(name, values);
    }
  }

  /** Makes a model with weights that {@link #check} found right, if its layers fit each other. */
  public static VaeModel model(
      Path file, SafeTensors content, String prefix, Vae vae, DType dtype, Backend backend)
      throws IOException {
    VaeModel model = new VaeModel(vae, vae.allocate(backend, dtype));
    try {
      read(file, content, prefix, model.weights());
      tryOut(file, model);
      return model;
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** Sends a row of zeros through the model: the layers must fit each other and the sizes. */
  private static void tryOut(Path file, VaeModel model) throws MalformedFileException {
    Vae vae = model.vae();
    try {
      long values = model.weights().size();
      if (vae.features() > values || vae.latent() > values) {
        throw new IllegalArgumentException(
            "%d features and %d latent dimensions for %d weights"
                .formatted(vae.features(), vae.latent(), values));
      }
      Latents latents = model.encode(new float[1][vae.features()]);
      int mu = latents.mu()[0].length;
      int logvar = latents.logvar()[0].length;
      int out = model.decode(new float[1][vae.latent()])[0].length;
      if (mu != vae.latent() || logvar != vae.latent() || out != vae.features()) {
        throw new IllegalArgumentException(
            "the layers give %d and %d latent dimensions and %d features, not %d and %d"
                .formatted(mu, logvar, out, vae.latent(), vae.features()));
      }
    } catch (IllegalArgumentException e) {
      throw ModelFile.unusable(file, e);
    }
  }
}
