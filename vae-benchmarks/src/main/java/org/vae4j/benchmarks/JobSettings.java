package org.vae4j.benchmarks;

import org.jspecify.annotations.Nullable;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.TrainingSettings;
import picocli.CommandLine.Option;

/** What {@link WholeJob} trains. */
final class JobSettings {
  @Option(names = "--engine", description = "nd4j, jblas or ejml (${DEFAULT-VALUE}).")
  String engine = "nd4j";

  @Option(
      names = "--numerics",
      description = "How the engine is used: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Numerics numerics = Numerics.FAST;

  @Option(
      names = "--dtype",
      description = "Element type: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  DType dtype = DType.F32;

  @Option(
      names = "--batch",
      converter = WholeNumber.Images.class,
      description = "Images in a step (${DEFAULT-VALUE}).")
  int batch = ReferenceModel.BATCH;

  @Option(
      names = "--micro-batch",
      description = "Images that a thread takes at once (half of the batch, at most 128).")
  private @Nullable Integer microBatch;

  @Option(names = "--threads", description = "Worker threads (${DEFAULT-VALUE}).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--hidden", description = "Units in a hidden layer (${DEFAULT-VALUE}).")
  int hidden = ReferenceModel.HIDDEN;

  @Option(names = "--latent", description = "Latent dimensions (${DEFAULT-VALUE}).")
  int latent = ReferenceModel.LATENT;

  @Option(names = "--steps", description = "All steps, with the warm-up (${DEFAULT-VALUE}).")
  int steps = 1500;

  @Option(
      names = "--warmup",
      converter = WholeNumber.FromZero.class,
      description = "Steps that are not counted (${DEFAULT-VALUE}).")
  int warmup = 400;

  @Option(names = "--block", description = "Steps that make one reading (${DEFAULT-VALUE}).")
  int block = 100;

  @Option(
      names = "--profile",
      converter = WholeNumber.FromZero.class,
      description = "Steps under the clock, after the others; 0 for none (${DEFAULT-VALUE}).")
  int profile = 200;

  int microBatch() {
    return microBatch == null ? TrainingSettings.microBatchFor(batch) : microBatch;
  }

  /** Refuses settings that do not fit each other. */
  void check() {
    if (steps - warmup < block) {
      throw new WrongOptionException(
          "%d steps with %d to warm up, in blocks of %d; at least one block must be left after the warm-up"
              .formatted(steps, warmup, block));
    }
    if (numerics == Numerics.EXACT && dtype != DType.F32) {
      throw new WrongOptionException(
          "dtype %s given, expected F32, in which exact numerics are; leave --dtype or --numerics out"
              .formatted(dtype));
    }
  }
}
