package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.tensor.DType;
import org.vae4j.train.Deviations;
import org.vae4j.train.Trajectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae verify}. */
@Command(
    name = "verify",
    description =
        "Train again what another program recorded, in float64, and show the largest relative"
            + " deviations. Exit code 1 if one is above the tolerance.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae verify mse-784-48-6.safetensors",
      "  vae verify *.safetensors --backend ejml --tolerance 1e-10"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin EngineOption engine;
  @Mixin DataOption data;
  @Mixin ThreadsOption threads;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Trajectories: weights, noise, losses and gradients as safetensors.")
  List<Path> files = List.of();

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-9",
      description = "Largest relative deviation that passes (${DEFAULT-VALUE}).")
  double tolerance;

  @Inject
  VerifyCommand(Console console, EngineOption engine, DataOption data, ThreadsOption threads) {
    this.console = console;
    this.engine = engine;
    this.data = data;
    this.threads = threads;
  }

  @Override
  public Integer call() throws IOException {
    int workers = threads.count();
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw CommandException.usage(
          "--tolerance is " + tolerance + ", expected a number from 0 up to, not including, 1");
    }
    Data images = data.load(data.files(ImageOptions.defaults(), data.tables()));
    Map<Path, Trajectory> trajectories = new LinkedHashMap<>();
    for (Path file : files) {
      trajectories.put(file, read(file, images));
    }
    boolean within = true;
    try (Engine taken = engine.open()) {
      for (Map.Entry<Path, Trajectory> entry : trajectories.entrySet()) {
        Trajectory trajectory = entry.getValue();
        Deviations deviations =
            trajectory.replay(
                taken.backend(),
                DType.F64,
                workers,
                images.train().withForm(scaled(images, trajectory)));
        within &= report(entry.getKey(), taken, deviations);
      }
    }
    return within ? ExitCode.OK : ExitCode.DEVIATES;
  }

  private static DataForm scaled(Data data, Trajectory trajectory) {
    return data.form() instanceof ImageForm images
        ? images.withScaling(Scaling.forLoss(trajectory.vae().loss()))
        : data.form();
  }

  private static Trajectory read(Path file, Data images) throws IOException {
    if (!Files.exists(file)) {
      throw new CommandException(ExitCode.NO_INPUT, file + ": no such file");
    }
    Trajectory trajectory = Trajectory.read(file);
    if (images.train().size() < trajectory.rows()
        || images.features() != trajectory.vae().features()) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          file
              + ": was made with "
              + trajectory.rows()
              + " rows of "
              + trajectory.vae().features()
              + " values, "
              + images.name()
              + " has "
              + images.train().size()
              + " of "
              + images.features()
              + "; give the data that it was made with with --data");
    }
    return trajectory;
  }

  private boolean report(Path file, Engine taken, Deviations deviations) {
    boolean within = deviations.largest() <= tolerance;
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s on %s: losses %.1e, gradients %.1e, weights %.1e: %s %.1e",
                file,
                taken.info().name(),
                deviations.losses(),
                deviations.gradients(),
                deviations.weights(),
                within ? "within" : "ABOVE",
                tolerance));
    return within;
  }
}
