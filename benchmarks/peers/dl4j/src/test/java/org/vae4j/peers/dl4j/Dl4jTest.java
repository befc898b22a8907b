package org.vae4j.peers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.vae4j.peers.MnistRows;
import org.vae4j.peers.Peer;
import org.vae4j.peers.PeerSettings;

final class Dl4jTest {

  @Test
  void theLossFallsAndFollowsFromTheSeed() throws IOException {
    double[] losses = losses(0);
    assertThat(losses[9]).isBetween(0.0, 0.6 * losses[0]);
    assertThat(losses(0)).containsExactly(losses);
    assertThat(losses(1)[9]).isNotEqualTo(losses[9]);
  }

  private static double[] losses(int seed) throws IOException {
    try (Peer peer =
        new Dl4j().open(MnistRows.first(500), new PeerSettings(64, 1, 100, 10, seed))) {
      return DoubleStream.generate(peer::epoch).limit(10).toArray();
    }
  }
}
