package org.vae4j.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** Gives, for images of n×features: reconstructions, means and log-variances. */
final class VaeBlock extends AbstractBlock {
  private final int hidden;
  private final int latent;
  private final int features;
  private final Block fc1;
  private final Block fc21;
  private final Block fc22;
  private final Block fc3;
  private final Block fc4;

  VaeBlock(int features, int hidden, int latent) {
    this.features = features;
    this.hidden = hidden;
    this.latent = latent;
    fc1 = linear("fc1", hidden);
    fc21 = linear("fc21", latent);
    fc22 = linear("fc22", latent);
    fc3 = linear("fc3", hidden);
    fc4 = linear("fc4", features);
    // ±1/√inputs, as PyTorch's own layers
    setInitializer(
        new XavierInitializer(RandomType.UNIFORM, FactorType.IN, 1), Parameter.Type.WEIGHT);
  }

  private Block linear(String name, int units) {
    return addChildBlock(name, Linear.builder().setUnits(units).build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDList h = Activation.relu(fc1.forward(parameters, inputs, training));
    NDArray mu = fc21.forward(parameters, h, training).head();
    NDArray logvar = fc22.forward(parameters, h, training).head();
    NDArray noise = mu.getManager().randomNormal(mu.getShape());
    NDList z = new NDList(logvar.mul(0.5f).exp().mul(noise).add(mu));
    NDList decoded = Activation.relu(fc3.forward(parameters, z, training));
    NDArray reconstruction = fc4.forward(parameters, decoded, training).head().tanh();
    return new NDList(reconstruction, mu, logvar);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape encoded = new Shape(inputs[0].get(0), hidden);
    fc1.initialize(manager, type, inputs);
    fc21.initialize(manager, type, encoded);
    fc22.initialize(manager, type, encoded);
    fc3.initialize(manager, type, new Shape(inputs[0].get(0), latent));
    fc4.initialize(manager, type, encoded);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long n = inputs[0].get(0);
    return new Shape[] {new Shape(n, features), new Shape(n, latent), new Shape(n, latent)};
  }
}
