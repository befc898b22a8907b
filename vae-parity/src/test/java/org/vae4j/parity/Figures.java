package org.vae4j.parity;

/** Prints measured figures into the test log, where the README's figures come from. */
final class Figures {
  private Figures() {}

  static void publish(String name, double value) {
    System.out.printf("figure: %s: %.2e%n", name, value);
  }
}
