package org.vae4j.train;

/** Is told how training goes, on the thread that trains. */
public interface TrainingListener {

  /** After each step. */
  default void onStep(StepMetrics metrics) {}

  /** After each epoch, its test included. */
  default void onEpoch(EpochMetrics metrics) {}

  /**
   * After each step and each epoch, when training could end and go on later.
   *
   * @param state what training is made of; changes with the next step
   */
  default void onPause(TrainingState state) {}
}
