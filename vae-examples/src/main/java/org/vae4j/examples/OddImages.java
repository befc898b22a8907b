package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.data.DataSplit;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.io.ImageGrid;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.vae.VaeModel;

/**
 * Finds odd images by what a model trained on digits can't reconstruct: of 1,000 test digits, every
 * tenth has its upper and lower half exchanged.
 */
public final class OddImages {
  private static final int IMAGES = 1000;

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/odd-images");
    Files.createDirectories(out);
    DataSplit mnist = Mnist.load();
    float[][] images = mnist.requireTest().rows(0, IMAGES);
    for (int i = 0; i < IMAGES; i += 10) {
      images[i] = exchangeHalves(images[i]);
    }
    try (Backend backend = Backends.find().open();
        VaeModel model = TrainedModel.on(backend, mnist.train(), args)) {
      float[][] seen = model.reconstruct(images);
      List<Integer> oddestFirst =
          IntStream.range(0, IMAGES)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -error(images[i], seen[i])))
              .toList();
      long found = oddestFirst.stream().limit(IMAGES / 10).filter(i -> i % 10 == 0).count();
      System.out.println(found + " of the 100 highest scores are of the 100 odd images");
      float[][] oddest = new float[64][];
      IntStream.range(0, 64).forEach(i -> oddest[i] = images[oddestFirst.get(i)]);
      ImageGrid.write(out.resolve("oddest.png"), oddest, 28, 28, 8, -1, 1);
    }
  }

  private static float[] exchangeHalves(float[] image) {
    float[] other = new float[image.length];
    int half = image.length / 2;
    System.arraycopy(image, 0, other, half, half);
    System.arraycopy(image, half, other, 0, half);
    return other;
  }

  private static double error(float[] image, float[] reconstruction) {
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      double d = image[i] - reconstruction[i];
      sum += d * d;
    }
    return sum;
  }
}
