package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae export}. */
@Command(
    name = "export",
    description =
        "Write the weights for other programs, by PyTorch's names and layout: .npz for NumPy, or"
            + " .safetensors.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae export runs/mnist-nd4j-1 --out weights.npz",
      "  vae export runs/mnist-nd4j-1/checkpoints/best.safetensors --out best-model.safetensors"
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "weights.npz",
      description = "The file, replaced if it is there; its ending says what (${DEFAULT-VALUE}).")
  Path out = Path.of("weights.npz");

  @Inject
  ExportCommand(Console console, EngineOption engine) {
    this.console = console;
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    OutputFile file = new OutputFile(out);
    file.check();
    file.checkEnding("npz", "safetensors");
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      if (file.endsIn("npz")) {
        file.write(path -> Numpy.writeNpz(path, read.weights()));
      } else {
        var form = ModelFile.form(source.file());
        file.write(path -> ModelFile.write(path, read, form));
      }
      console
          .out()
          .println(
              "%s: %d arrays, %d weights of %s"
                  .formatted(
                      out, read.weights().names().size(), read.weights().size(), source.file()));
    }
    return ExitCode.OK;
  }
}
