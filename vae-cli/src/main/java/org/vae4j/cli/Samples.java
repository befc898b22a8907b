package org.vae4j.cli;

import org.vae4j.data.DataForm;
import org.vae4j.data.TableForm;
import org.vae4j.loss.Likelihood;
import org.vae4j.vae.VaeModel;

/** New data of a model, as people expect them of its kind. */
final class Samples {
  private Samples() {}

  /** Returns rows drawn from the likelihood if they are of a table, else their means. */
  static double[][] of(VaeModel model, DataForm form, int count, long seed) {
    return form instanceof TableForm ? model.draw(count, seed) : means(model, count, seed);
  }

  /** Returns the same, but means for a model whose loss is no likelihood. */
  static double[][] possible(VaeModel model, DataForm form, int count, long seed) {
    return model.vae().loss() instanceof Likelihood
        ? of(model, form, count, seed)
        : means(model, count, seed);
  }

  /** Returns the means of the likelihood. */
  static double[][] means(VaeModel model, int count, long seed) {
    return model.decode(model.prior(count, seed));
  }
}
