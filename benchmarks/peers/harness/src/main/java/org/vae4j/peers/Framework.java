package org.vae4j.peers;

/** A framework that can train the reference model. */
public interface Framework {

  /** Returns its name in the last line. */
  String name();

  /**
   * Starts a training; at most one in a process.
   *
   * @param images a row an image, pixels in [-1, 1]; not modified
   */
  Peer open(float[][] images, PeerSettings settings);
}
