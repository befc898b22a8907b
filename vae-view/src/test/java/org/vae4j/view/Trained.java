package org.vae4j.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.loss.Losses;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.DType;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Small models trained on a few real digits. */
public final class Trained {
  private static final int ROWS = 256;

  private Trained() {}

  /** The first digits of MNIST's test set. */
  public static ImageDataset digits() {
    try {
      return Mnist.load().test().withScaling(Scaling.UNIT).first(ROWS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as examples. */
  public static Examples examples() {
    ImageDataset digits = digits();
    List<String> labels =
        IntStream.range(0, ROWS).mapToObj(i -> String.valueOf(digits.label(i))).toList();
    return new Examples(
        new ImageForm(28, 28, 1, Scaling.UNIT),
        digits.rows(0, ROWS),
        labels,
        "256 of 512 test images",
        512);
  }

  /** A model with fresh weights. */
  public static VaeModel fresh(int latent) {
    Vae vae = Vae.reference(784, 64, latent, Losses.create("bce"));
    return VaeModel.initialise(vae, new EjmlProvider().create(), DType.F32, 1);
  }

  /** Trains; the listeners see it. */
  public static void train(VaeModel model, int epochs, TrainingListener... listeners) {
    new Trainer(
            model,
            new Adam(3e-3),
            TrainingSettings.defaults().withEpochs(epochs).withBatch(64, 64).withThreads(2),
            listeners)
        .fit(digits(), digits());
  }
}
