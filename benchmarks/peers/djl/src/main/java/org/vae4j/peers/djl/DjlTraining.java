package org.vae4j.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.vae4j.peers.Peer;

/**
 * A training as DJL's guide writes it: the data set gathers a batch by one native call, and all
 * arrays of a step belong to the batch's manager and go when it is closed.
 */
final class DjlTraining implements Peer {
  private final Model model;
  private final Trainer trainer;
  private final ArrayDataset dataset;

  DjlTraining(Model model, NDArray images, int batch) {
    this.model = model;
    dataset = new ArrayDataset.Builder().setData(images).setSampling(batch, true).build();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(new NegativeElbo())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build()));
    trainer.initialize(new Shape(batch, images.getShape().get(1)));
  }

  @Override
  public double epoch() {
    double sum = 0;
    try {
      for (Batch batch : trainer.iterateDataset(dataset)) {
        try (batch) {
          sum += step(batch.getData());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TranslateException e) {
      throw new IllegalStateException("djl: the images could not be read", e);
    }
    return sum / dataset.size();
  }

  private float step(NDList images) {
    NDArray loss;
    try (GradientCollector collector = trainer.newGradientCollector()) {
      loss = trainer.getLoss().evaluate(images, trainer.forward(images));
      collector.backward(loss);
    }
    trainer.step();
    return loss.getFloat();
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
