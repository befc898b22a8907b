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

/** {@code vae sample}. */
@Command(
    name = "sample",
    description =
        "Draw new data from a model: a PNG grid of images, the decoded means of draws from N(0, I);"
            + " or CSV, drawn from the likelihood too, so that columns vary as the data do.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae sample model.safetensors --count 25 --seed 7 --out digits.png",
      "  vae sample runs/cancer --count 1000 --out new.csv"
    })
final class SampleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;

  @Parameters(paramLabel = "MODEL", description = "A model.safetensors, or a run folder with one.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "Rows to draw (${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--mean",
      description = "Tables: the means of the likelihood instead, as images always are.")
  boolean mean;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, replaced if it is there (samples.png or samples.csv).")
  @Nullable Path out;

  @Inject
  SampleCommand(Console console, EngineOption engine) {
    this.console = console;
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--count", count, Limits.PICTURES);
    OutputFile.check(out);
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      Rendering rendering = Rendering.of(form);
      OutputFile file = OutputFile.or(out, "samples." + rendering.ending());
      int columns = (int) Math.ceil(Math.sqrt(count));
      double[][] rows =
          mean
              ? Samples.means(read, count, seed)
              : Named.or(() -> Samples.of(read, form, count, seed));
      file.write(path -> rendering.write(path, rows, columns));
      console.out().println(file.path() + ": " + count + " samples of " + source.file());
    }
    return ExitCode.OK;
  }
}
