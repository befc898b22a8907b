package org.vae4j.peers;

/**
 * The reference model in another framework, in training: 784-400-20 with ReLU, tanh output, summed
 * squared error + KL, Adam 1e-3, binary32.
 */
public interface Peer extends AutoCloseable {

  /**
   * Trains on all images once, in an order drawn anew.
   *
   * @return the mean loss per image over the epoch's batches, as the weights change
   */
  double epoch();

  @Override
  void close();
}
