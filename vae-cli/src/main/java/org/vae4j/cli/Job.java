package org.vae4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.optim.Optimizer;
import org.vae4j.tensor.DType;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;

/**
 * A training that has passed all checks.
 *
 * @param data what to train on, scaled as the model wants it
 * @param engine what computes
 * @param vae the model to train
 * @param hidden units of its hidden layers
 * @param dtype its element type
 * @param optimizer what changes the weights
 * @param training how long, in what batches, with what seed
 */
record Job(
    ImageData data,
    Engine engine,
    Vae vae,
    int hidden,
    DType dtype,
    Optimizer optimizer,
    TrainingSettings training) {

  /** Returns the settings by their options' names. */
  Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("dtype", Names.of(dtype));
    settings.put("hidden", hidden);
    settings.put("latent", vae.latent());
    settings.put("loss", vae.loss().name());
    settings.put("optimizer", optimizer.name());
    settings.put("lr", optimizer.learningRate());
    settings.put("epochs", training.epochs());
    settings.put("max_steps", training.maxSteps() == Long.MAX_VALUE ? null : training.maxSteps());
    settings.put("batch_size", training.batchSize());
    settings.put("micro_batch", training.microBatch());
    settings.put("clip_norm", training.clipNorm());
    settings.put("seed", training.seed());
    settings.put("threads", training.threads());
    return settings;
  }
}
