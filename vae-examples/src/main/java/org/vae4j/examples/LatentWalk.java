package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vae4j.data.DataSplit;
import org.vae4j.data.ImageDataset;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.io.ImageGrid;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.vae.VaeModel;

/** Walks in latent space from one digit to another: ten rows, from each digit to the next one. */
public final class LatentWalk {
  private static final int STOPS = 12;

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/latent-walk");
    Files.createDirectories(out);
    DataSplit mnist = Mnist.load();
    try (Backend backend = Backends.find().open();
        VaeModel model = TrainedModel.on(backend, mnist.train(), args)) {
      ImageDataset test = mnist.requireTest();
      float[][] ends = new float[10][test.features()];
      for (int digit = 0; digit < 10; digit++) {
        test.copy(firstOf(test, digit), ends[digit], 0);
      }
      float[][] mu = model.encode(ends).mu();
      float[][] z = new float[10 * STOPS][model.vae().latent()];
      for (int i = 0; i < z.length; i++) {
        float[] a = mu[i / STOPS];
        float[] b = mu[(i / STOPS + 1) % 10];
        float t = i % STOPS / (STOPS - 1f);
        for (int k = 0; k < z[i].length; k++) {
          z[i][k] = (1 - t) * a[k] + t * b[k];
        }
      }
      ImageGrid.write(out.resolve("walk.png"), model.decode(z), 28, 28, STOPS, -1, 1);
      System.out.println("wrote " + out.resolve("walk.png"));
    }
  }

  private static int firstOf(ImageDataset images, int digit) {
    int row = 0;
    while (images.label(row) != digit) {
      row++;
    }
    return row;
  }
}
