package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vae4j.data.DatasetProvider;
import org.vae4j.data.Datasets;
import org.vae4j.data.Idx;
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

  /** Reads the images; a name goes before a folder of that name. */
  ImageData load() throws IOException {
    List<String> names = new ArrayList<>();
    for (DatasetProvider provider : datasets.providers()) {
      names.add(provider.name());
    }
    if (names.contains(data)) {
      return new ImageData(data, datasets.load(data));
    }
    Path folder = Named.or(() -> Path.of(data));
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          "--data "
              + data
              + " is neither a folder nor a data set on the class path; data sets there: "
              + String.join(", ", names));
    }
    Path last = folder.toRealPath().getFileName();
    return new ImageData(last == null ? "data" : last.toString(), Idx.readFolder(folder));
  }
}
