package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.vae4j.data.Dataset;
import org.vae4j.data.Labels;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableForm;
import org.vae4j.data.TableScaling;
import org.vae4j.data.TableScaling.Missing;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.csv.CsvFile;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.evaluate.Scorer;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/**
 * Learns what benign tumours look like from a CSV file, and finds the malignant ones by how unusual
 * they are.
 */
public final class AnomaliesInATable {
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/anomalies");
    Files.createDirectories(out);
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    Path file = Path.of(args.length > 2 ? args[2] : "data/breast-cancer.csv");

    Dataset raw =
        CsvFile.read(
            file,
            CsvOptions.defaults().withLabelColumn("diagnosis"),
            new RowCache(out.resolve("cache")));
    Labels labels = Objects.requireNonNull(raw.labels());
    int[] benign =
        IntStream.range(0, raw.size()).filter(i -> labels.name(i).equals("benign")).toArray();
    int[] usual = Arrays.copyOf(benign, 250); // the other 107 are for comparison

    TableForm form =
        TableScaling.STANDARDISE.fit(raw.select(usual), Scaling.SIGNED, Missing.REFUSED);
    Dataset rows = raw.withForm(form);
    Vae vae = Vae.dense(rows.features(), List.of(32), 4, Activation.IDENTITY, new SquaredError());
    try (Backend backend = Backends.find().open();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withEpochs(epochs).withBatch(32, 32);
      new Trainer(model, new Adam(3e-3), settings).fit(rows.select(usual), null);
      ModelFile.write(out.resolve("model.safetensors"), model, form);

      double[] scores = new Scorer(16, false, 1, 2).score(model, rows, 0, rows.size()).totals();
      double[] ofUsual = Arrays.stream(usual).mapToDouble(i -> scores[i]).sorted().toArray();
      double threshold = ofUsual[(int) (0.95 * ofUsual.length)];
      int[] others = Arrays.copyOfRange(benign, 250, benign.length);
      int[] malignant =
          IntStream.range(0, raw.size()).filter(i -> labels.name(i).equals("malignant")).toArray();
      System.out.println("benign: " + above(scores, others, threshold));
      System.out.println("malignant: " + above(scores, malignant, threshold));
    }
  }

  private static String above(double[] scores, int[] rows, double threshold) {
    long count = Arrays.stream(rows).filter(i -> scores[i] > threshold).count();
    return count + " of " + rows.length + " are above the threshold";
  }
}
