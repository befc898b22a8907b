package org.vae4j.cli;

import java.util.List;
import org.vae4j.train.EpochMetrics;
import org.vae4j.vae.Vae;

/**
 * A training that has passed all checks.
 *
 * @param data what to train on, scaled as the model wants it
 * @param engine what computes
 * @param vae the model to train
 * @param options how
 */
record Job(Data data, Engine engine, Vae vae, TrainOptions options) {

  /** Whether the model file is that of the best epoch; or else it is that of the last one. */
  boolean choosesBest() {
    return data.validation() != null || options.training().course().patience() > 0;
  }

  /** Returns the index of the epoch that the model file is of, -1 before the first. */
  int chosen(List<EpochMetrics> epochs) {
    int best = choosesBest() ? options.training().course().best(epochs) : -1;
    return best < 0 ? epochs.size() - 1 : best;
  }
}
