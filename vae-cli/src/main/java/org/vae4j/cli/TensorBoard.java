package org.vae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.ImageForm;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.TrainingListener;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.Png;
import org.vae4j.view.tensorboard.EventFile;
import org.vae4j.view.tensorboard.EventFile.Picture;

/** {@code --tensorboard}: the figures and pictures of a training as events. */
final class TensorBoard implements TrainingListener, AutoCloseable {
  private static final int EVERY = 10;
  private static final int EXAMPLES = 10;
  private static final int SAMPLES = 20;

  private final EventFile file;
  private final Examples examples;
  private final float[][] shown;
  private final String heldOut;
  private final VaeModel model;
  private final long seed;

  /**
   * Begins an event file.
   *
   * @param step the steps that are done
   * @param heldOut what the rows are that epochs end with
   */
  TensorBoard(Path folder, long step, Examples examples, String heldOut, VaeModel model, long seed)
      throws IOException {
    this.file = EventFile.create(folder, step, () -> System.currentTimeMillis() / 1000.0);
    this.examples = examples;
    this.shown = examples.at(Examples.spread(examples.rows().length, EXAMPLES));
    this.heldOut = heldOut;
    this.model = model;
    this.seed = seed;
    if (examples.form() instanceof ImageForm images) {
      picture(step, "reconstructions/original", images, shown);
    }
  }

  @Override
  public void onStep(StepMetrics step) {
    if (step.step() % EVERY == 0) {
      Map<String, Double> values = new TreeMap<>();
      put(values, "batch", step.loss());
      scalars(step.step(), values);
    }
  }

  @Override
  public void onEpoch(EpochMetrics epoch) {
    Map<String, Double> values = new TreeMap<>();
    put(values, "train", epoch.train());
    put(values, heldOut, epoch.test());
    values.put("speed/rows_per_second", epoch.imagesPerSecond());
    scalars(epoch.step(), values);
    try {
      if (examples.form() instanceof ImageForm images) {
        float[][] decoded = model.reconstruct(shown);
        picture(epoch.step(), "reconstructions/model", images, decoded);
        picture(epoch.step(), "samples", images, model.sample(SAMPLES, seed));
      }
      file.force();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Map<String, Double> values, String of, @Nullable LossParts loss) {
    if (loss != null) {
      values.put("loss/" + of, loss.total());
      values.put("reconstruction/" + of, loss.reconstruction());
      values.put("kl/" + of, loss.kl());
    }
  }

  private void scalars(long step, Map<String, Double> values) {
    try {
      file.scalars(step, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void picture(long step, String tag, ImageForm form, float[][] rows) throws IOException {
    ImageForm shown = Png.shown(form);
    byte[] png = Png.strip(form, rows);
    file.picture(
        step, tag, new Picture(shown.height(), shown.width() * rows.length, shown.channels(), png));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
