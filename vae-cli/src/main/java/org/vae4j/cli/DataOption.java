package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Datasets;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.loss.Loss;
import picocli.CommandLine.Option;

/** {@code --data}, for the verbs that take images. */
final class DataOption {
  private final Datasets datasets;

  @Option(
      names = "--data",
      paramLabel = "NAME|FOLDER",
      defaultValue = "mnist",
      description = "Data set on the class path, or a folder of IDX files (${DEFAULT-VALUE}).")
  String data = "mnist";

  @Inject
  DataOption(Datasets datasets) {
    this.datasets = datasets;
  }

  /** Returns what leads to the same data from any working directory. */
  String lasting() {
    return named() ? data : Path.of(data).toAbsolutePath().normalize().toString();
  }

  private boolean named() {
    return names().contains(data);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    datasets.providers().forEach(provider -> names.add(provider.name()));
    return names;
  }

  /** Reads the images; a name goes before a folder of that name. */
  Data load() throws IOException {
    if (named()) {
      return of(data, datasets.load(data));
    }
    Path folder = Named.or(() -> Path.of(data));
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          "--data "
              + data
              + " is neither a folder nor a data set on the class path; data sets there: "
              + String.join(", ", names()));
    }
    Path last = folder.toRealPath().getFileName();
    return of(last == null ? "data" : last.toString(), Idx.readFolder(folder));
  }

  private static Data of(String name, DataSplit split) {
    return new Data(name, split.train(), split.test());
  }

  /** Maps the values to where the loss wants them. */
  Data scaled(Data raw, Loss loss) {
    if (raw.form() instanceof ImageForm images) {
      return raw.withForm(images.withScaling(Scaling.forLoss(loss)));
    }
    return raw;
  }
}
