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
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.files.DataFiles;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The data that a model is measured on.
 *
 * @param data split as the run did, or as asked for
 */
record EvaluatedData(Data data) {

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
      DataFiles files = data.files(ImageOptions.defaults(), data.tables());
      DataForm form = ModelFile.form(source.file());
      return new EvaluatedData(
          split.apply(data.load(form == null ? files : files.withForm(form)), seed));
    }
    RunRecord record = RunRecord.read(file);
    Map<String, String> settings = record.settings();
    Map<String, String> given = given(command, data);
    settings.putAll(given);
    TrainOptions options = new TrainOptions(new DataOptions(data), new ThreadsOption());
    options.restore(file, settings);
    Data rows = options.split.apply(options.data.load(), options.seed);
    if (given.isEmpty()) {
      record.checkData(rows);
    }
    return new EvaluatedData(rows);
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
  Dataset select(Part part, ModelSource source, Vae vae) throws IOException {
    Data scaled = RowsOption.asTheModelTakes(data, source, source.form(vae));
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
