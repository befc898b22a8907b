package org.vae4j.parity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints measured figures into the test log, where the README's figures come from. */
final class Figures {
  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

  private Figures() {}

  static void publish(String name, double value) {
    LOG.info("{}: {}", name, value);
  }
}
