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

/** {@code vae reconstruct}. */
@Command(
    name = "reconstruct",
    description =
        "Put test data through a model and back: a PNG grid, originals above reconstructions; or"
            + " CSV of the reconstructed rows.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae reconstruct runs/mnist-nd4j-1",
      "  vae reconstruct model.safetensors --data idx-folder --count 50 --out pairs.png"
    })
final class ReconstructCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;

  @Parameters(paramLabel = "MODEL", description = "A model.safetensors, or a run folder with one.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "40",
      description = "Rows to take, from the first of the test set on (${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file, replaced if it is there (reconstructions.png or .csv).")
  @Nullable Path out;

  @Inject
  ReconstructCommand(Console console, EngineOption engine, RowsOption data) {
    this.console = console;
    this.engine = engine;
    this.data = data;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--count", count, Limits.PICTURES);
    OutputFile.check(out);
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      Rows rows = data.load(source, form);
      Rendering rendering = Rendering.of(form);
      OutputFile file = OutputFile.or(out, "reconstructions." + rendering.ending());
      double[][] originals = Rows.of(rows.all(), 0, Math.min(count, rows.all().size()));
      long missing = Rows.missing(rows.all(), originals.length);
      double[][] back = Rows.block(rows.all(), 0, () -> read.reconstruct(originals));
      file.write(path -> rendering.writePairs(path, originals, back));
      console
          .out()
          .println(
              "%s: %d rows of %s reconstructed by %s%s"
                  .formatted(
                      file.path(),
                      originals.length,
                      rows.name(),
                      source.file(),
                      missing == 0 ? "" : "; " + missing + " missing values were filled"));
    }
    return ExitCode.OK;
  }
}
