package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vae4j.cli.EvaluateCommand.Part;
import org.vae4j.data.Dataset;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The data that a model is measured on.
 *
 * @param data split as the run did, or as asked for
 * @param from how they were read
 */
record EvaluatedData(Data data, DataOption from) {

  String name() {
    return data.name();
  }

  /**
   * Reads data: those of the run that the model is of, with what was given on the command line in
   * the place of what the run had.
   */
  static EvaluatedData of(
      ModelSource source, CommandSpec command, DataOption data, SplitOptions split, long seed)
      throws IOException {
    Path file = source.record();
    if (file == null) {
      return new EvaluatedData(split.apply(data.load(), seed), data);
    }
    RunRecord record = RunRecord.read(file);
    Map<String, String> settings = record.settings();
    Map<String, String> given = given(command, data);
    settings.putAll(given);
    TrainOptions options = new TrainOptions(data, new ThreadsOption());
    options.restore(file, settings);
    Data rows = options.split.apply(options.data.load(), options.seed);
    if (given.isEmpty()) {
      record.checkData(options.data.scaled(rows, options.model.loss()));
    }
    return new EvaluatedData(rows, options.data);
  }

  private static Map<String, String> given(CommandSpec command, DataOption data) {
    Set<String> known = new HashSet<>();
    for (Object part : List.of(data, new SplitOptions())) {
      CommandSpec.forAnnotatedObject(part)
          .options()
          .forEach(option -> known.add(option.longestName()));
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      if (known.contains(option.longestName())) {
        given.put(
            TrainOptions.key(option),
            option.originalStringValues().isEmpty()
                ? "true"
                : option.originalStringValues().get(0));
      }
    }
    return given;
  }

  /** Returns the rows of one part, scaled as the model wants them. */
  Dataset select(Part part, ModelSource source, Vae vae) {
    if (vae.features() != data.features()) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "%s: the model takes rows of %d values, those of %s have %d (%s); give the data that it was trained on with --data"
              .formatted(
                  source.file(),
                  vae.features(),
                  data.name(),
                  data.features(),
                  data.form().describe()));
    }
    Data scaled = from.scaled(data, vae.loss());
    @Nullable Dataset chosen =
        switch (part) {
          case TEST -> scaled.test();
          case VALIDATION -> scaled.validation();
          case TRAIN -> scaled.train();
        };
    if (chosen == null) {
      throw CommandException.usage(
          part == Part.TEST
              ? data.name() + " has no test set; give --set train or --set validation"
              : "no rows are kept for validation; give --validation as the training had it");
    }
    return chosen;
  }
}
