package org.vae4j.train;

/**
 * One training step.
 *
 * @param epoch the number of its epoch, from 1
 * @param step its number since training began, from 1
 * @param loss the loss per row of its batch, before the weights changed
 */
public record StepMetrics(int epoch, long step, LossParts loss) {}
