package org.vae4j.train;

/**
 * How far a replay is from its trajectory. For losses the largest relative difference of any step;
 * for tensors the largest absolute difference over the tensor's largest value, of any tensor.
 *
 * @param losses of reconstruction and KL, each step
 * @param gradients of the first step
 * @param weights after the last step
 */
public record Deviations(double losses, double gradients, double weights) {

  /** Returns the largest of the three. */
  public double largest() {
    return Math.max(losses, Math.max(gradients, weights));
  }
}
