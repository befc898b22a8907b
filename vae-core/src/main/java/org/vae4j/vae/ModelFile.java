package org.vae4j.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.autograd.Weights;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Tensor;

/**
 * A model in one safetensors file: weights by PyTorch's names in [out, in] layout, and in the
 * metadata under {@link #KEY} what the model computes, as JSON. Equal models give equal files, to
 * the byte.
 */
public final class ModelFile {
  /** The metadata key of the description. */
  public static final String KEY = "vae4j.model";

  /** More than any real description has; a longer one is refused unread. */
  private static final int MOST_JSON = 1 << 20;

  private ModelFile() {}

  /** Writes the model; the file is there whole or not at all. */
  public static void write(Path file, VaeModel model) throws IOException {
    Weights weights = model.weights();
    List<SafeTensors.Entry> entries =
        weights.names().stream()
            .map(
                name -> {
                  Tensor tensor = weights.get(name);
                  return new SafeTensors.Entry(
                      name,
                      tensor.dtype(),
                      tensor.shape().dimensions(),
                      () -> weights.values(name));
                })
            .toList();
    SafeTensors.write(file, Map.of(KEY, VaeJson.write(model.vae())), entries);
  }

  /**
   * Reads a model.
   *
   * @throws MalformedFileException if it is no such file, or its weights don't fit its description
   */
  public static VaeModel read(Path file, Backend backend) throws IOException {
    SafeTensors content = SafeTensors.read(file);
    Vae vae = describe(file, content);
    DType dtype = checkWeights(file, content, vae);
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Parameter p : vae.parameters()) {
      values.put(p.name(), content.doubles(p.name()));
    }
    Weights weights = vae.allocate(backend, dtype);
    values.forEach(weights::set);
    VaeModel model = new VaeModel(vae, weights);
    try {
      tryOut(file, model);
    } catch (MalformedFileException e) {
      model.close();
      throw e;
    }
    return model;
  }

  private static Vae describe(Path file, SafeTensors content) throws MalformedFileException {
    String json = content.metadata().get(KEY);
    if (json == null || json.length() > MOST_JSON) {
      throw new MalformedFileException(
          file,
          json == null
              ? "no metadata '" + KEY + "'"
              : json.length() + " characters of '" + KEY + "'",
          "a model that vae train wrote, whose metadata describe its layers");
    }
    try {
      Vae vae = VaeJson.read(json);
      vae.parameters();
      return vae;
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, e);
    }
  }

  private static MalformedFileException unusable(Path file, Exception cause) {
    return new MalformedFileException(
        file,
        "metadata '" + KEY + "' that can't be used: " + cause.getMessage(),
        "a description of a VAE",
        cause);
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
      throw unusable(file, e);
    }
  }

  /** Compares every weight with the description, before anything of a claimed size is allocated. */
  private static DType checkWeights(Path file, SafeTensors content, Vae vae)
      throws MalformedFileException {
    List<Parameter> parameters = vae.parameters();
    List<String> names = parameters.stream().map(Parameter::name).toList();
    if (parameters.isEmpty()
        || names.size() != content.names().size()
        || !new HashSet<>(names).equals(new HashSet<>(content.names()))) {
      throw new MalformedFileException(file, "weights " + content.names(), "weights " + names);
    }
    DType dtype = content.dtype(names.get(0));
    for (Parameter p : parameters) {
      int[] shape = content.shape(p.name());
      if (!Arrays.equals(shape, p.shape().dimensions()) || content.dtype(p.name()) != dtype) {
        throw new MalformedFileException(
            file,
            "'" + p.name() + "' as " + content.dtype(p.name()) + " " + Arrays.toString(shape),
            dtype + " " + Arrays.toString(p.shape().dimensions()));
      }
    }
    return dtype;
  }
}
