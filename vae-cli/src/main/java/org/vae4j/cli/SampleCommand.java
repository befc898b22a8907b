package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Scaling;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae sample}. */
@Command(
    name = "sample",
    description = "Draw new images from a model: a PNG grid of decoded draws from N(0, I).",
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
      description = "Images to draw (${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--size",
      paramLabel = "HEIGHTxWIDTH",
      converter = ImageSize.Converter.class,
      description = "Pixels of an image (as the run's record says, or square).")
  @Nullable ImageSize size;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      defaultValue = "samples.png",
      description = "The picture, replaced if it is there (${DEFAULT-VALUE}).")
  Path out = Path.of("samples.png");

  @Inject
  SampleCommand(Console console, EngineOption engine) {
    this.console = console;
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--count", count, Limits.PICTURES);
    PictureFile picture = new PictureFile(out);
    picture.check();
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      ImageSize each = source.imageSize(read.vae().features(), size);
      Pictures pictures = new Pictures(each, Scaling.forLoss(read.vae().loss()));
      int columns = (int) Math.ceil(Math.sqrt(count));
      picture.write(file -> pictures.write(file, read.sample(count, seed), columns));
      console.out().println(out + ": " + count + " samples of " + source.file());
    }
    return ExitCode.OK;
  }
}
