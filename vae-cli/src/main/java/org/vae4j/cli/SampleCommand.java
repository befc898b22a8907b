package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae sample}. */
@Command(
    name = "sample",
    description =
        "Draw new data from a model, decoded draws from N(0, I): a PNG grid of images, or CSV.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae sample runs/mnist-nd4j-1",
      "  vae sample model.safetensors --count 25 --seed 7 --out digits.png"
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
      Rendering rendering = Rendering.of(source.form(read.vae()));
      OutputFile file = OutputFile.or(out, "samples." + rendering.ending());
      int columns = (int) Math.ceil(Math.sqrt(count));
      file.write(path -> rendering.write(path, read.sample(count, seed), columns));
      console.out().println(file.path() + ": " + count + " samples of " + source.file());
    }
    return ExitCode.OK;
  }
}
