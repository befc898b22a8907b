package org.vae4j.peers.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.peers.Peer;
import org.vae4j.peers.PeerSettings;
import org.vae4j.random.RandomStream;

/**
 * Unsupervised training of a network's only layer. A batch is gathered from Java arrays, as DL4J's
 * own MNIST iterator does it; ND4J's {@code pullRows} takes longer.
 */
final class Dl4jTraining implements Peer {
  private final MultiLayerNetwork network;
  private final float[][] images;
  private final PeerSettings settings;
  private int epoch;

  Dl4jTraining(MultiLayerNetwork network, float[][] images, PeerSettings settings) {
    this.network = network;
    this.images = images;
    this.settings = settings;
  }

  @Override
  public double epoch() {
    int size = images.length;
    int[] order = RandomStream.of(settings.seed(), "order").permutation(epoch, size);
    double sum = 0;
    for (int from = 0; from < size; from += settings.batch()) {
      int at = from;
      float[][] rows = new float[Math.min(settings.batch(), size - from)][];
      Arrays.setAll(rows, row -> images[order[at + row]]);
      network.pretrainLayer(0, Nd4j.create(rows));
      sum += network.getLayer(0).score() * rows.length;
    }
    epoch++;
    return sum / size;
  }

  @Override
  public void close() {
    network.close();
  }
}
