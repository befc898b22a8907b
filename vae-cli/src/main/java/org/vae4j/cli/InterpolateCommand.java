package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae interpolate}. */
@Command(
    name = "interpolate",
    description =
        "Walk in a straight line through latent space from one row to another, and decode on the"
            + " way: a row of images, or CSV. FROM and TO are rows of the data, or files that are"
            + " read as --data is: an image, a CSV file with one row, or FILE:N.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae interpolate runs/mnist-nd4j-1 1 seven.png --steps 12",
      "  vae interpolate runs/cancer data/breast-cancer.csv:20 new.csv --out walk.csv"
    })
final class InterpolateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Parameters(
      index = "1",
      paramLabel = "FROM",
      description = "A row of the data, from 1; or a file.")
  String from = "";

  @Parameters(index = "2", paramLabel = "TO", description = "Another one.")
  String to = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Points on the way, both ends included (${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, replaced if it is there (interpolation.png or .csv).")
  @Nullable Path out;

  @Inject
  InterpolateCommand(Console console, EngineOption engine, RowsOption data) {
    this.console = console;
    this.engine = engine;
    this.data = data;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--steps", steps, Limits.PICTURES);
    if (steps < 2) {
      throw CommandException.usage("--steps is 1, expected 2 or more: both ends are shown");
    }
    OutputFile.check(out);
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      RowFinder rows = new RowFinder(data, source, form);
      NamedRow first = rows.find("FROM", from);
      NamedRow last = rows.find("TO", to);
      rows.checkDataUsed("FROM and TO are files");
      float[][] mu = read.encode(new float[][] {first.values(), last.values()}).mu();
      double[][] z = new double[steps][read.vae().latent()];
      for (int i = 0; i < steps; i++) {
        float part = (float) i / (steps - 1);
        for (int k = 0; k < z[i].length; k++) {
          z[i][k] = (1 - part) * mu[0][k] + part * mu[1][k];
        }
      }
      Rendering rendering = Rendering.of(form);
      OutputFile file = OutputFile.or(out, "interpolation." + rendering.ending());
      file.write(path -> rendering.write(path, read.decode(z), steps));
      console
          .out()
          .println(
              "%s: %d points from %s to %s"
                  .formatted(file.path(), steps, first.name(), last.name()));
    }
    return ExitCode.OK;
  }
}
