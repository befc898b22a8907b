package org.vae4j.train;

import org.vae4j.autograd.Tape;
import org.vae4j.data.Dataset;
import org.vae4j.vae.VaeModel;

/**
 * The loss over a whole data set, in blocks of a fixed number of rows that are added up in order.
 */
final class Evaluation {
  private static final int BLOCK = 200;

  private final VaeModel model;
  private final Workers workers;

  Evaluation(VaeModel model, Workers workers) {
    this.model = model;
    this.workers = workers;
  }

  LossParts mean(Dataset data, Batch.Noise noise) {
    Batch all = new Batch(data, row -> row, data.size(), noise);
    int blocks = (data.size() + BLOCK - 1) / BLOCK;
    LossParts[] parts = new LossParts[blocks];
    int lanes = Math.min(workers.threads(), blocks);
    workers.run(
        lanes,
        lane -> {
          try (MicroBatch slot = new MicroBatch(model.vae(), Tape.forInference(model.weights()))) {
            for (int b = lane; b < blocks; b += lanes) {
              parts[b] = slot.loss(all, b * BLOCK, Math.min(BLOCK, data.size() - b * BLOCK));
            }
          }
        });
    LossParts sum = LossParts.ZERO;
    for (LossParts part : parts) {
      sum = sum.plus(part);
    }
    return sum.over(data.size());
  }
}
