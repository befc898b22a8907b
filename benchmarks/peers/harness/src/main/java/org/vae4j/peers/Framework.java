package org.vae4j.peers;

/** A framework that can train the reference model. */
public interface Framework {

  /** Returns its name in the last line. */
  String name();

  /**
   * Starts a training; trainings of one process use the threads of the first.
   *
   * @param images a row an image, pixels in [-1, 1]; not modified
   */
  Peer open(float[][] images, PeerSettings settings);
}
