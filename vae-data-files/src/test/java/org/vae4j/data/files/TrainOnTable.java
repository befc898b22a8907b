package org.vae4j.data.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.Dataset;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableScaling;
import org.vae4j.data.TableScaling.Missing;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.csv.CsvFile;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.DType;
import org.vae4j.train.StepMetrics;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Trains for some steps, and prints bytes of data, bytes of heap, the first and the last loss. */
final class TrainOnTable {
  private TrainOnTable() {}

  public static void main(String[] args) throws IOException {
    Dataset raw =
        CsvFile.read(
            Path.of(args[0]),
            CsvOptions.defaults().withLabelColumn("diagnosis"),
            new RowCache(Path.of(args[1])));
    Dataset rows = raw.withForm(TableScaling.STANDARDISE.fit(raw, Scaling.SIGNED, Missing.REFUSED));
    Vae vae = Vae.dense(rows.features(), List.of(16), 2, Activation.IDENTITY, new SquaredError());
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepMetrics metrics) {
            losses.add(metrics.loss().total());
          }
        };
    try (Backend backend = new EjmlProvider().create();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(200);
      new Trainer(model, new Adam(1e-3), settings, listener).fit(rows, null);
    }
    long bytes = (long) rows.size() * rows.features() * Double.BYTES;
    System.out.println(
        bytes
            + " "
            + Runtime.getRuntime().maxMemory()
            + " "
            + losses.get(0)
            + " "
            + losses.get(losses.size() - 1));
  }
}
