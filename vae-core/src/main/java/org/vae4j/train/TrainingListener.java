package org.vae4j.train;

/** Is told how training goes, on the thread that trains. */
public interface TrainingListener {

  /** After each step. */
  default void onStep(StepMetrics metrics) {}

  /** After each epoch, its test included. */
  default void onEpoch(EpochMetrics metrics) {}
}
