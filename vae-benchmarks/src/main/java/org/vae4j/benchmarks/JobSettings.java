package org.vae4j.benchmarks;

import java.util.List;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.TrainingSettings;

/**
 * What {@link WholeJob} trains.
 *
 * @param engine the backend's name
 * @param numerics how the engine is used
 * @param steps all steps, the first {@code warmup} of them included
 * @param warmup steps that are not counted
 * @param block steps that make one reading
 * @param profile steps under the clock, after the others; 0 for none
 */
record JobSettings(
    String engine,
    Numerics numerics,
    DType dtype,
    int batch,
    int microBatch,
    int threads,
    int hidden,
    int latent,
    int steps,
    int warmup,
    int block,
    int profile) {

  JobSettings {
    if (block < 1 || warmup < 0 || steps < warmup + block) {
      throw new IllegalArgumentException(
          "whole-job: "
              + steps
              + " steps with "
              + warmup
              + " to warm up, in blocks of "
              + block
              + "; at least one block must be left after the warm-up");
    }
  }

  static JobSettings of(String... args) {
    Arguments options =
        new Arguments(
            List.of(
                "engine",
                "numerics",
                "dtype",
                "batch",
                "micro-batch",
                "threads",
                "hidden",
                "latent",
                "steps",
                "warmup",
                "block",
                "profile"),
            args);
    int batch = options.number("batch", ReferenceModel.BATCH);
    return new JobSettings(
        options.text("engine", "nd4j"),
        options.numerics(),
        options.dtype(),
        batch,
        options.number("micro-batch", TrainingSettings.microBatchFor(batch)),
        options.number("threads", Runtime.getRuntime().availableProcessors()),
        options.number("hidden", ReferenceModel.HIDDEN),
        options.number("latent", ReferenceModel.LATENT),
        options.number("steps", 1500),
        options.number("warmup", 400),
        options.number("block", 100),
        options.number("profile", 200));
  }
}
