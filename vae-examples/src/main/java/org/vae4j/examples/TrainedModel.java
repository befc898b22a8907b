package org.vae4j.examples;

import org.vae4j.data.ImageDataset;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** A reference model trained for some steps, for the examples that use one. */
final class TrainedModel {
  private TrainedModel() {}

  static VaeModel on(Backend backend, ImageDataset images, String[] args) {
    long steps = args.length > 1 ? Long.parseLong(args[1]) : 3 * 469;
    Vae vae = Vae.reference(images.features(), 400, 20, new SquaredError());
    VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1);
    TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(steps);
    new Trainer(model, new Adam(1e-3), settings).fit(images, null);
    return model;
  }
}
