package org.vae4j.vae;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.vae4j.autograd.Var;
import org.vae4j.autograd.Weights;
import org.vae4j.loss.Loss;
import org.vae4j.nn.Activation;
import org.vae4j.nn.Dense;
import org.vae4j.nn.Layer;
import org.vae4j.nn.Parameter;
import org.vae4j.nn.Parameters;
import org.vae4j.nn.Sequential;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;

/**
 * A variational autoencoder. An immutable description: its weights are a {@link Weights} of its
 * own, by name.
 *
 * @param features values in a row of data
 * @param latent dimensions of the latent space
 * @param encoder rows×features to rows×hidden
 * @param mu rows×hidden to rows×latent: the posterior's mean
 * @param logvar rows×hidden to rows×latent: the logarithm of the posterior's variance
 * @param decoder rows×latent to rows×features
 * @param loss what a reconstruction is worth
 */
public record Vae(
    int features, int latent, Layer encoder, Layer mu, Layer logvar, Layer decoder, Loss loss) {

  /** Checks the sizes. */
  public Vae {
    if (features < 1 || latent < 1) {
      throw new IllegalArgumentException(
          "vae: "
              + features
              + " features and "
              + latent
              + " latent dimensions; both must be 1 or more");
    }
  }

  /**
   * The reference model: one hidden layer of ReLUs on each side, with the names of the PyTorch
   * notebook, fc1, fc21, fc22, fc3 and fc4. The output passes through tanh, or stays logits if the
   * loss wants them.
   */
  public static Vae reference(int features, int hidden, int latent, Loss loss) {
    return dense(features, List.of(hidden), latent, outputFor(loss), loss);
  }

  /** Returns what the decoder of the reference model ends in. */
  public static Activation outputFor(Loss loss) {
    return loss.onLogits() ? Activation.IDENTITY : Activation.TANH;
  }

  /**
   * Dense layers of ReLUs between the data and the latent space, and the same in reverse order
   * back. With one hidden layer, the weights have the names of {@link #reference}. Else they have
   * those of PyTorch modules {@code encoder} and {@code decoder}, each a Sequential of Linear and
   * ReLU in turns, and Linear modules {@code mu} and {@code logvar}: encoder.0, encoder.2, mu,
   * logvar, decoder.0, decoder.2, decoder.4 for two hidden layers.
   *
   * @param hidden units of the hidden layers, from the data on; none makes a linear model
   * @param output what the decoder ends in: tanh for data in [-1, 1], identity for logits and for
   *     data of any size, such as standardised tables
   */
  public static Vae dense(
      int features, List<Integer> hidden, int latent, Activation output, Loss loss) {
    if (hidden.size() == 1) {
      return notebook(features, hidden.get(0), latent, output, loss);
    }
    List<Integer> mirrored = new ArrayList<>(hidden);
    Collections.reverse(mirrored);
    List<Layer> decoder = new ArrayList<>(stack("decoder.", latent, mirrored));
    int inner = hidden.isEmpty() ? features : hidden.get(hidden.size() - 1);
    int outer = hidden.isEmpty() ? latent : hidden.get(0);
    decoder.add(new Dense("decoder." + 2 * hidden.size(), outer, features, output));
    return new Vae(
        features,
        latent,
        new Sequential(stack("encoder.", features, hidden)),
        new Dense("mu", inner, latent, Activation.IDENTITY),
        new Dense("logvar", inner, latent, Activation.IDENTITY),
        new Sequential(decoder),
        loss);
  }

  private static List<Layer> stack(String prefix, int inputs, List<Integer> units) {
    List<Layer> layers = new ArrayList<>();
    int from = inputs;
    for (int to : units) {
      layers.add(new Dense(prefix + 2 * layers.size(), from, to, Activation.RELU));
      from = to;
    }
    return layers;
  }

  private static Vae notebook(int features, int hidden, int latent, Activation output, Loss loss) {
    return new Vae(
        features,
        latent,
        new Dense("fc1", features, hidden, Activation.RELU),
        new Dense("fc21", hidden, latent, Activation.IDENTITY),
        new Dense("fc22", hidden, latent, Activation.IDENTITY),
        Sequential.of(
            new Dense("fc3", latent, hidden, Activation.RELU),
            new Dense("fc4", hidden, features, output)),
        loss);
  }

  /** Returns the weights that the model needs, in the order of a model file. */
  public List<Parameter> parameters() {
    Stream<Parameter> layers =
        Stream.of(encoder, mu, logvar, decoder).flatMap(layer -> layer.parameters().stream());
    return Stream.concat(layers, loss.parameters().stream()).toList();
  }

  /** Allocates the weights and draws their initial values from the seed. */
  public Weights initialise(Backend backend, DType dtype, long seed) {
    return Parameters.initialise(parameters(), backend, dtype, seed);
  }

  /** Allocates the weights, all zero. */
  public Weights allocate(Backend backend, DType dtype) {
    return Parameters.allocate(parameters(), backend, dtype);
  }

  /** Returns q(z|x) for each row of x. */
  public Posterior encode(Var x) {
    Var hidden = encoder.forward(x);
    return new Posterior(mu.forward(hidden), logvar.forward(hidden));
  }

  /** Returns the decoder's output for each row of z; {@link Loss#mean} makes data of it. */
  public Var decode(Var z) {
    return decoder.forward(z);
  }

  /**
   * Returns the negative evidence lower bound of x in its two parts, with one draw of z for each
   * row.
   *
   * @param x rows×features
   * @param noise draws from N(0, I), rows×latent
   */
  public NegativeElbo negativeElbo(Var x, Var noise) {
    Posterior posterior = encode(x);
    return new NegativeElbo(loss.between(decode(posterior.sample(noise)), x), posterior.kl());
  }
}
