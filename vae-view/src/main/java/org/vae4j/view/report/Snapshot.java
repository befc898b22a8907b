package org.vae4j.view.report;

import java.util.Arrays;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.loss.Likelihood;
import org.vae4j.vae.Latents;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.LatentPlane;
import org.vae4j.view.Png;

/**
 * What the model of an epoch is like.
 *
 * @param shown what it makes of the examples that are shown by themselves
 * @param samples new data of the model
 * @param plane where the latents are shown
 * @param x of each example's mean in the plane
 * @param y of the same
 * @param kl of each latent dimension, in nats, the mean over the examples
 * @param variance of each dimension of the means
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what the model takes and gives
record Snapshot(
    Frame shown,
    Frame samples,
    LatentPlane plane,
    double[] x,
    double[] y,
    double[] kl,
    double[] variance) {
  private static final int SAMPLES = 40;

  static Snapshot take(Frame shown, Examples examples, VaeModel model, long seed) {
    Latents latents = model.encode(examples.rows());
    LatentPlane plane = LatentPlane.of(latents.mu());
    int latent = model.vae().latent();
    return new Snapshot(
        shown,
        frame(shown.epoch(), examples.form(), samples(examples.form(), model, seed)),
        plane,
        coordinates(plane, latents.mu(), 0),
        coordinates(plane, latents.mu(), 1),
        kl(latents, latent),
        LatentPlane.variances(latents.mu(), new double[latent]));
  }

  /** Rows of tables are drawn as data are, with the likelihood's noise; of images, the means. */
  private static float[][] samples(DataForm form, VaeModel model, long seed) {
    if (form instanceof ImageForm || !(model.vae().loss() instanceof Likelihood)) {
      return model.sample(SAMPLES, seed);
    }
    double[][] drawn = model.draw(SAMPLES, seed);
    float[][] rows = new float[SAMPLES][form.features()];
    for (int row = 0; row < SAMPLES; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        rows[row][i] = (float) drawn[row][i];
      }
    }
    return rows;
  }

  /** Returns images as one picture, or the first columns of rows of a table. */
  static Frame frame(int epoch, DataForm form, float[][] rows) {
    int columns = RunReport.columns(form);
    return form instanceof ImageForm images
        ? new Frame(epoch, Png.dataUri(Png.strip(images, rows)), null)
        : new Frame(
            epoch,
            null,
            Arrays.stream(rows).map(r -> Arrays.copyOf(r, columns)).toArray(float[][]::new));
  }

  private static double[] coordinates(LatentPlane plane, float[][] mu, int axis) {
    return Arrays.stream(mu).mapToDouble(z -> plane.coordinate(z, axis)).toArray();
  }

  private static double[] kl(Latents latents, int latent) {
    double[] kl = new double[latent];
    for (int row = 0; row < latents.mu().length; row++) {
      for (int i = 0; i < latent; i++) {
        double mu = latents.mu()[row][i];
        double logvar = latents.logvar()[row][i];
        kl[i] += 0.5 * (mu * mu + Math.exp(logvar) - logvar - 1) / latents.mu().length;
      }
    }
    return kl;
  }
}
