package org.vae4j.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;

/**
 * A model in one safetensors file: weights by PyTorch's names in [out, in] layout, and in the
 * metadata under {@link #KEY} what the model computes, as JSON. Equal models give equal files, to
 * the byte.
 */
public final class ModelFile {
  /** The metadata key of the description. */
  public static final String KEY = "vae4j.model";

  /** The metadata key of the form of its data. */
  public static final String DATA = "vae4j.data";

  private static final int MOST_FORM_JSON = 1 << 24;

  /** More than any real description has; a longer one is refused unread. */
  private static final int MOST_JSON = 1 << 20;

  private ModelFile() {}

  /** Writes the model; the file is there whole or not at all. */
  public static void write(Path file, VaeModel model) throws IOException {
    write(file, model, null);
  }

  /**
   * Writes the model and what its data are; the file is there whole or not at all.
   *
   * @param form how new data are to be read, or null
   */
  public static void write(Path file, VaeModel model, @Nullable DataForm form) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(KEY, describe(model.vae()));
    if (form != null) {
      metadata.put(DATA, form.toJson());
    }
    SafeTensors.write(file, metadata, SavedWeights.entries("", model.weights()));
  }

  /**
   * Returns what a file says of the data of its model; null if it says nothing.
   *
   * @throws MalformedFileException if what it says can't be used, or is of another model
   */
  public static @Nullable DataForm form(Path file) throws IOException {
    return form(file, SafeTensors.read(file));
  }

  private static @Nullable DataForm form(Path file, SafeTensors content)
      throws MalformedFileException {
    String json = content.metadata().get(DATA);
    if (json == null) {
      return null;
    }
    try {
      if (json.length() > MOST_FORM_JSON) {
        throw new IOException(json.length() + " characters");
      }
      DataForm form = DataForm.parse(json);
      int features = described(file, content).features();
      if (form.features() != features) {
        throw new IOException(form.features() + " values in a row, the model has " + features);
      }
      return form;
    } catch (IOException e) {
      throw new MalformedFileException(
          file,
          "metadata '" + DATA + "' that can't be used: " + e.getMessage(),
          "a description of the model's data",
          e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws MalformedFileException if it is no such file, or its weights don't fit its description
   */
  public static VaeModel read(Path file, Backend backend) throws IOException {
    SafeTensors content = SafeTensors.read(file);
    Vae vae = described(file, content);
    List<Parameter> parameters = vae.parameters();
    SavedWeights.checkNames(file, content, parameters.stream().map(Parameter::name).toList());
    DType dtype = SavedWeights.check(file, content, "", parameters);
    return SavedWeights.model(file, content, "", vae, dtype, backend);
  }

  /** Returns what a file says of a model, the value of {@link #KEY}. */
  public static String describe(Vae vae) {
    return VaeJson.write(vae);
  }

  /**
   * Returns the model that a file's metadata describe.
   *
   * @throws MalformedFileException if they describe none
   */
  public static Vae described(Path file, SafeTensors content) throws MalformedFileException {
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

  /** What to throw if the metadata describe no model, or not this one. */
  static MalformedFileException unusable(Path file, Exception cause) {
    return new MalformedFileException(
        file,
        "metadata '" + KEY + "' that can't be used: " + cause.getMessage(),
        "a description of a VAE",
        cause);
  }
}
