package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.vae4j.data.Datasets;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.loss.SquaredError;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.train.Parallel;
import org.vae4j.vae.Latents;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Encodes the 60,000 images of MNIST with the reference model and decodes the means, through the
 * methods of {@link VaeModel} that programs use, and says how fast in one line of JSON.
 */
@Command(
    name = "inference",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Encodes and reconstructs the images of MNIST: images a second.")
final class Inference implements Callable<Double> {
  private static final int ROWS = 1000;

  private final PrintStream out;

  @Option(names = "--engine", description = "nd4j, jblas or ejml (${DEFAULT-VALUE}).")
  private String engine = "nd4j";

  @Option(
      names = "--dtype",
      description = "Element type: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private DType dtype = DType.F32;

  @Option(names = "--threads", description = "Worker threads (${DEFAULT-VALUE}).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--passes", description = "Passes over the images (${DEFAULT-VALUE}).")
  private int passes = 5;

  @Option(
      names = "--images",
      converter = WholeNumber.Images.class,
      description = "How many of the images (${DEFAULT-VALUE}).")
  private int count = ReferenceModel.IMAGES;

  Inference(PrintStream out) {
    this.out = out;
  }

  @Override
  public Double call() throws IOException {
    Vae vae =
        Vae.reference(
            ReferenceModel.FEATURES,
            ReferenceModel.HIDDEN,
            ReferenceModel.LATENT,
            new SquaredError());
    ImageDataset images =
        Datasets.find().load("mnist").withScaling(Scaling.forLoss(vae.loss())).train().first(count);
    double[] rates;
    try (CheckedBackend backend = Engines.open(engine);
        VaeModel model = VaeModel.initialise(vae, backend, dtype, 1)) {
      pass(model, images); // to warm up
      rates = IntStream.range(0, passes).mapToDouble(i -> pass(model, images)).toArray();
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
  private double pass(VaeModel model, ImageDataset images) {
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
