package org.vae4j.examples;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.data.ValidationRows;
import org.vae4j.dataset.mnist.Mnist;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.LatentWarning;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.loss.BinaryCrossEntropy;
import org.vae4j.nn.Activation;
import org.vae4j.optim.Adam;
import org.vae4j.optim.Schedule;
import org.vae4j.optim.Warmup;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Course;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Two hidden layers on black and white digits, with a validation set, a schedule, warm-ups and
 * patience; then the log-likelihood of the test set.
 */
public final class Measured {
  public static void main(String[] args) throws IOException {
    long steps = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
    ImageDataset train = drawn(Mnist.load().train(), "binarize/train");
    Dataset test = drawn(Mnist.load().requireTest(), "binarize/test").first(1000);
    ValidationRows.Parts parts = new ValidationRows(0.1).split(train, 1);
    Course course =
        Course.STEADY
            .withSchedule(new Schedule.Cosine(0.01))
            .withWarmup(Warmup.parse("500steps"))
            .withBeta(1, Warmup.parse("5epochs"))
            .withPatience(5);
    TrainingSettings settings =
        TrainingSettings.defaults().withEpochs(30).withMaxSteps(steps).withCourse(course);
    Vae vae = Vae.dense(784, List.of(400, 200), 20, Activation.IDENTITY, new BinaryCrossEntropy());
    try (Backend backend = Backends.find().open();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      new Trainer(model, new Adam(1e-3), settings).fit(parts.training(), parts.validation());
      ModelFigures figures = new Evaluator(50, 1, settings.threads()).evaluate(model, test);
      System.out.printf(
          Locale.ROOT,
          "log p(x) %.2f ± %.2f nats, ELBO %.2f, %d of 20 units active%n",
          figures.logLikelihood().mean(),
          figures.logLikelihood().error(),
          figures.elbo().mean(),
          figures.units().active().size());
      LatentWarning.of(figures.units(), course.beta()).forEach(w -> System.out.println(w.text()));
    }
  }

  private static ImageDataset drawn(ImageDataset grey, String stream) {
    return grey.binarized(RandomStream.of(1, stream)).withScaling(Scaling.UNIT);
  }
}
