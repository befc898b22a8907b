package org.vae4j.peers;

/**
 * What a peer trains, and how.
 *
 * @param batch images a step; the last step of an epoch takes what is left
 * @param threads that one operation of the framework may use
 * @param hidden units of the encoder's and of the decoder's hidden layer
 * @param latent dimensions of the latent space
 */
public record PeerSettings(int batch, int threads, int hidden, int latent, int seed) {

  /** Refuses sizes below 1. */
  public PeerSettings {
    if (batch < 1 || threads < 1 || hidden < 1 || latent < 1) {
      throw new IllegalArgumentException(
          "batch %d, threads %d, hidden %d, latent %d; expected 1 or more of each"
              .formatted(batch, threads, hidden, latent));
    }
  }
}
