package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae reconstruct}. */
@Command(
    name = "reconstruct",
    description =
        "Put test images through a model and back: a PNG grid, originals above reconstructions.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae reconstruct runs/mnist-nd4j-1",
      "  vae reconstruct model.safetensors --data idx-folder --count 50 --out pairs.png"
    })
final class ReconstructCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;
  @Mixin DataOption data;

  @Parameters(paramLabel = "MODEL", description = "A model.safetensors, or a run folder with one.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "40",
      description = "Images to take, from the first of the test set on (${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      defaultValue = "reconstructions.png",
      description = "The picture, replaced if it is there (${DEFAULT-VALUE}).")
  Path out = Path.of("reconstructions.png");

  @Inject
  ReconstructCommand(Console console, EngineOption engine, DataOption data) {
    this.console = console;
    this.engine = engine;
    this.data = data;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--count", count, Limits.PICTURES);
    PictureFile picture = new PictureFile(out);
    picture.check();
    ModelSource source = ModelSource.of(model);
    ImageData images = data.load();
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      if (read.vae().features() != images.features()) {
        throw new CommandException(
            ExitCode.BAD_DATA,
            source.file()
                + ": the model takes images of "
                + read.vae().features()
                + " pixels, those of "
                + images.name()
                + " have "
                + images.features()
                + " ("
                + images.size()
                + "); give the data that it was trained on with --data");
      }
      ImageDataset examples = images.withScaling(Scaling.forLoss(read.vae().loss())).examples();
      Pictures pictures = new Pictures(images.size(), Scaling.forLoss(read.vae().loss()));
      picture.write(file -> pictures.writeReconstructions(file, examples, read, count));
      console
          .out()
          .println(
              out
                  + ": "
                  + Math.min(count, examples.size())
                  + " images of "
                  + images.name()
                  + ", below each its reconstruction by "
                  + source.file());
    }
    return ExitCode.OK;
  }
}
