package org.vae4j.cli;

import org.vae4j.optim.Schedule;
import org.vae4j.optim.Warmup;
import org.vae4j.train.Course;
import picocli.CommandLine.Option;

/** The options that decide what changes while training goes on, and what ends it early. */
final class CourseOptions {

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      defaultValue = "constant",
      description =
          "Learning rate: constant, cosine, cosine:0.01 (down to a hundredth), or step:0.5@20,40"
              + " (halved after epochs 20 and 40) (${DEFAULT-VALUE}).")
  String schedule = "constant";

  @Option(
      names = "--warmup",
      paramLabel = "LENGTH",
      defaultValue = "none",
      description =
          "Let the learning rate rise over such as 500steps or 2epochs (${DEFAULT-VALUE}).")
  String warmup = "none";

  @Option(
      names = "--beta",
      paramLabel = "X",
      defaultValue = "1.0",
      description = "Weight of the KL in what is minimised (${DEFAULT-VALUE}).")
  double beta;

  @Option(
      names = "--kl-warmup",
      paramLabel = "LENGTH",
      defaultValue = "none",
      description = "Let that weight rise over such as 500steps or 10epochs (${DEFAULT-VALUE}).")
  String klWarmup = "none";

  @Option(
      names = "--patience",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description =
          "End after so many epochs in a row without a lower held-out loss; 0 is never"
              + " (${DEFAULT-VALUE}).")
  int patience;

  Course course() {
    if (!(beta >= 0 && beta <= Double.MAX_VALUE)) {
      throw CommandException.usage("--beta is " + beta + ", expected a number of 0 or more");
    }
    if (patience < 0) {
      throw CommandException.usage("--patience is " + patience + ", expected 0 or more");
    }
    return Named.or(
        () ->
            new Course(
                Schedule.parse(schedule),
                Warmup.parse(warmup),
                beta,
                Warmup.parse(klWarmup),
                patience));
  }
}
