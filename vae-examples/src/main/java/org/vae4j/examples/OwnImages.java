package org.vae4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.image.ImageFolder;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.io.ImageGrid;
import org.vae4j.loss.SquaredError;
import org.vae4j.optim.Adam;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingSettings;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;

/** Learns from a folder of images, resized to 32×32, and draws new ones. */
public final class OwnImages {
  private static final int SIDE = 32;

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args.length > 0 ? args[0] : "runs/own-images");
    Files.createDirectories(out);
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    Path folder = Path.of(args.length > 2 ? args[2] : "photos");

    ImageOptions options = new ImageOptions(SIDE, SIDE, Colours.AUTO);
    Dataset images = ImageFolder.find(folder).read(options, new RowCache(out.resolve("cache")));
    if (!(images.form() instanceof ImageForm form)) {
      throw new IllegalStateException("own images: a folder of images gave no images");
    }
    Vae vae = Vae.reference(images.features(), 400, 20, new SquaredError());
    try (Backend backend = Backends.find().open();
        VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 1)) {
      TrainingSettings settings = TrainingSettings.defaults().withEpochs(epochs);
      new Trainer(model, new Adam(1e-3), settings).fit(images, null);
      ModelFile.write(out.resolve("model.safetensors"), model, form);
      ImageGrid.write(
          out.resolve("samples.png"),
          model.sample(64, 1),
          form.channels(),
          SIDE,
          SIDE,
          8,
          -1,
          1,
          2);
      System.out.println("learnt from " + images.size() + " " + form.describe() + "; see " + out);
    }
  }
}
