package org.vae4j.peers.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.LossFunctionWrapper;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.vae4j.peers.Framework;
import org.vae4j.peers.Peer;
import org.vae4j.peers.PeerCommand;
import org.vae4j.peers.PeerSettings;

/**
 * DL4J's own layer, {@link VariationalAutoencoder}, trained by itself. Its reconstruction is the
 * loss L2 (the squared error, summed over pixels) behind a tanh, which with the layer's KL is the
 * reference model's loss exactly; DL4J's Gaussian would learn a variance for each pixel, and so
 * have an output twice as wide. DL4J divides gradients by the rows of the batch, which Adam undoes
 * but for its ε.
 */
public final class Dl4j implements Framework {
  private static final long SEEDS = 1L << 32; // ND4J takes the clock for a seed of 0

  /** Trains as the options say, prints a line an epoch, and last one line of JSON. */
  public static void main(String... args) {
    System.exit(PeerCommand.run(new Dl4j(), System.out, args));
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public Peer open(float[][] images, PeerSettings settings) {
    Nd4j.getEnvironment().setMaxThreads(settings.threads());
    Nd4j.getEnvironment().setMaxMasterThreads(settings.threads());
    Nd4j.factory().blas().setMaxThreads(settings.threads());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(images[0].length, settings));
    network.init();
    return new Dl4jTraining(network, images, settings);
  }

  private static MultiLayerConfiguration configuration(int features, PeerSettings settings) {
    return new NeuralNetConfiguration.Builder()
        .seed(SEEDS + settings.seed())
        .dataType(DataType.FLOAT)
        .updater(new Adam(1e-3))
        .list()
        .layer(
            new VariationalAutoencoder.Builder()
                .nIn(features)
                .nOut(settings.latent())
                .encoderLayerSizes(settings.hidden())
                .decoderLayerSizes(settings.hidden())
                .activation(Activation.RELU)
                .pzxActivationFunction(Activation.IDENTITY)
                .reconstructionDistribution(new LossFunctionWrapper(Activation.TANH, new LossL2()))
                .weightInit(WeightInit.UNIFORM) // ±1/√inputs, as PyTorch's own layers
                .build())
        .build();
  }
}
