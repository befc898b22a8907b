package org.vae4j.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.optim.Optimizer;
import org.vae4j.tensor.DType;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;

/**
 * What two trainings must have in common for one to go on where the other stopped.
 *
 * @param vae what is trained
 * @param dtype the element type of its weights
 * @param exact whether the engine's arithmetic is that of every other engine
 * @param optimizer what changes the weights
 * @param settings how training goes, of which the threads don't count
 * @param train what it learns from
 * @param test what it is tested with after each epoch, or null
 */
public record TrainingIdentity(
    Vae vae,
    DType dtype,
    boolean exact,
    Optimizer optimizer,
    TrainingSettings settings,
    Dataset train,
    @Nullable Dataset test) {
  static final String DTYPE = "dtype";
  static final String NUMERICS = "numerics";

  /** Returns it as text by name. */
  Map<String, String> describe() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put(ModelFile.KEY, ModelFile.describe(vae));
    text.put(DTYPE, dtype.name());
    text.put(NUMERICS, exact ? "exact" : "fast");
    text.put("optimizer", optimizer.name());
    optimizer.settings().forEach((name, value) -> text.put("optimizer." + name, value));
    settings.describe().forEach((name, value) -> text.put("training." + name, value));
    DataForm form = train.form();
    if (form != null) {
      text.put(ModelFile.DATA, form.toJson());
    }
    text.put("data.train", describe(train));
    if (test != null) {
      text.put("data.test", describe(test));
    }
    return text;
  }

  private static String describe(Dataset data) {
    return data.size() + "x" + data.features() + " " + data.sha256();
  }
}
