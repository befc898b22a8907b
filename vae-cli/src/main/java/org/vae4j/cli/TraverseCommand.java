package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.TableForm;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae traverse}. */
@Command(
    name = "traverse",
    description =
        "Move along each latent dimension while the others stay, and decode: a row of images for"
            + " each dimension, or CSV.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae traverse runs/mnist-nd4j-1",
      "  vae traverse runs/cancer --row 1 --range 2 --steps 5 --out ways.csv"
    })
final class TraverseCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--row",
      paramLabel = "N|FILE|FILE:N",
      description =
          "Start from the mean of a row of the data, from 1, or of a file (start from the origin).")
  @Nullable String row;

  @Option(
      names = "--range",
      paramLabel = "X",
      defaultValue = "3",
      description = "From -X to X in each dimension (${DEFAULT-VALUE}).")
  double range;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "9",
      description = "Points in each dimension (${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, replaced if it is there (traversal.png or .csv).")
  @Nullable Path out;

  @Inject
  TraverseCommand(Console console, EngineOption engine, RowsOption data) {
    this.console = console;
    this.engine = engine;
    this.data = data;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--steps", steps, 1000);
    if (!(range > 0) || Double.isInfinite(range) || steps < 2) {
      throw CommandException.usage(
          "--range is " + range + " in " + steps + " steps, expected more than 0 in 2 or more");
    }
    OutputFile.check(out);
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      double[][] z = points(start(source, form, read));
      double[][] decoded = read.decode(z);
      Rendering rendering = Rendering.of(form);
      OutputFile file = OutputFile.or(out, "traversal." + rendering.ending());
      file.write(path -> write(path, form, rendering, z, decoded));
      console
          .out()
          .println(
              "%s: %d dimensions from %s to %s in %d steps"
                  .formatted(file.path(), read.vae().latent(), -range, range, steps));
    }
    return ExitCode.OK;
  }

  private float[] start(ModelSource source, DataForm form, VaeModel read) throws IOException {
    String given = row;
    if (given == null) {
      return new float[read.vae().latent()];
    }
    RowFinder rows = new RowFinder(data, source, form);
    float[][] one = {rows.find("--row", given).values()};
    rows.checkDataUsed("--row is a file");
    return read.encode(one).mu()[0];
  }

  private double[][] points(float[] start) {
    double[][] z = new double[start.length * steps][start.length];
    for (int i = 0; i < z.length; i++) {
      for (int k = 0; k < start.length; k++) {
        z[i][k] = start[k];
      }
      z[i][i / steps] = (float) (range * (2.0 * (i % steps) / (steps - 1) - 1));
    }
    return z;
  }

  private void write(
      Path file, DataForm form, Rendering rendering, double[][] z, double[][] decoded)
      throws IOException {
    if (!(form instanceof TableForm table)) {
      rendering.write(file, decoded, steps);
      return;
    }
    Tables tables = new Tables(table);
    List<String> header = new ArrayList<>(List.of("dimension", "value"));
    header.addAll(table.names());
    CsvOutput.write(
        file,
        header,
        csv -> {
          for (int i = 0; i < z.length; i++) {
            int dimension = i / steps;
            List<String> cells =
                new ArrayList<>(
                    List.of(
                        Integer.toString(dimension + 1), Float.toString((float) z[i][dimension])));
            cells.addAll(tables.cells(decoded[i]));
            csv.row(cells);
          }
        });
  }
}
