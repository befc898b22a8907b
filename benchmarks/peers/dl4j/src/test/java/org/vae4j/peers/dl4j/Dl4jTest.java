package org.vae4j.peers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.vae4j.peers.MnistRows;
import org.vae4j.peers.Peer;
import org.vae4j.peers.PeerSettings;

final class Dl4jTest {

  @Test
  void theLossFallsAsItTrains() throws IOException {
    float[][] images = MnistRows.first(500);
    try (Peer peer = new Dl4j().open(images, new PeerSettings(64, 1, 100, 10, 0))) {
      double first = peer.epoch();
      double last = first;
      for (int epoch = 1; epoch < 10; epoch++) {
        last = peer.epoch();
      }
      System.out.println(first + " " + last);
      assertThat(last).isBetween(0.0, 0.6 * first);
    }
  }
}
