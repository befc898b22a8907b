package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vae4j.data.Datasets;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.loss.SquaredError;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.train.Parallel;
import org.vae4j.vae.Latents;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Encodes the 60,000 images of MNIST with the reference model and decodes the means, through the
 * methods of {@link VaeModel} that programs use, and says how fast.
 */
public final class Inference {
  private static final int ROWS = 1000;

  private Inference() {}

  /** Measures as the options say, and prints one line of JSON. */
  public static void main(String[] args) throws IOException {
    run(System.out, args);
  }

  static double run(PrintStream out, String... args) throws IOException {
    Arguments options =
        new Arguments(List.of("engine", "dtype", "threads", "passes", "images"), args);
    String engine = options.text("engine", "nd4j");
    int threads = options.number("threads", Runtime.getRuntime().availableProcessors());
    Vae vae =
        Vae.reference(
            ReferenceModel.FEATURES,
            ReferenceModel.HIDDEN,
            ReferenceModel.LATENT,
            new SquaredError());
    ImageDataset all =
        Datasets.find().load("mnist").withScaling(Scaling.forLoss(vae.loss())).train();
    ImageDataset images = all.first(options.number("images", all.size()));
    double[] rates;
    try (CheckedBackend backend = Engines.open(engine);
        VaeModel model = VaeModel.initialise(vae, backend, options.dtype(), 1)) {
      pass(model, images, threads); // to warm up
      rates =
          IntStream.range(0, options.number("passes", 5))
              .mapToDouble(i -> pass(model, images, threads))
              .toArray();
    }
    double median = Statistics.median(rates);
    out.printf(
        Locale.ROOT,
        "{\"name\": \"%s\", \"task\": \"inference\", \"threads\": %d, \"images_per_second\": %.0f}%n",
        engine,
        threads,
        median);
    return median;
  }

  /** Returns images a second. */
  private static double pass(VaeModel model, ImageDataset images, int threads) {
    long begin = System.nanoTime();
    Parallel.run(
        threads,
        (images.size() - 1) / ROWS + 1,
        block -> {
          int first = block * ROWS;
          Latents latents = model.encode(images.rows(first, Math.min(ROWS, images.size() - first)));
          model.decode(latents.mu());
        });
    return images.size() * 1e9 / (System.nanoTime() - begin);
  }
}
