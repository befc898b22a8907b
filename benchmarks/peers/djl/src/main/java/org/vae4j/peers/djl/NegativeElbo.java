package org.vae4j.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/** Summed squared error + KL to the standard normal, over the batch: the labels are the images. */
final class NegativeElbo extends Loss {
  NegativeElbo() {
    super("NegativeElbo");
  }

  @Override
  public NDArray evaluate(NDList images, NDList predictions) {
    NDArray mu = predictions.get(1);
    NDArray logvar = predictions.get(2);
    NDArray squaredError = predictions.get(0).sub(images.head()).square().sum();
    NDArray kl = logvar.exp().add(mu.square()).sub(logvar).sub(1).sum().mul(0.5f);
    return squaredError.add(kl);
  }
}
