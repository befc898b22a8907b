package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vae4j.cli.EvaluateCommand.Part;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;
import org.vae4j.data.image.ImageOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rows that a verb puts through a model: those of its run, or others. */
final class RowsOption {
  @Mixin DataOption source;

  @Option(
      names = "--set",
      paramLabel = "test|validation|train",
      description = "Which rows of the data (test, or else validation, or else train).")
  @Nullable Part part;

  private final Provider<TrainOptions> settings;

  @Inject
  RowsOption(DataOption source, Provider<TrainOptions> settings) {
    this.source = source;
    this.settings = settings;
  }

  /**
   * Reads data as the model takes them: those that were named, or else those of its run, in the
   * parts that it was trained and tested with.
   */
  Data load(ModelSource model, DataForm form) throws IOException {
    Data data = source.data == null ? ofRun(model) : named(form);
    return asTheModelTakes(data, model, form);
  }

  /** Returns data scaled as the model wants them, or refuses them. */
  static Data asTheModelTakes(Data data, ModelSource model, DataForm form) {
    if (!fits(data.form(), form)) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "%s: the model takes %s (%d values a row), %s holds %s (%d values); give the data that it was trained on with --data, or such as these"
              .formatted(
                  model.file(),
                  form.describe(),
                  form.features(),
                  data.name(),
                  data.form().describe(),
                  data.features()));
    }
    return data.withForm(form);
  }

  /** Returns the rows that count as usual: those named, or else those that the run trained on. */
  Dataset reference(ModelSource model, DataForm form, @Nullable String named) throws IOException {
    if (named == null && model.record() == null) {
      throw CommandException.usage(
          model.file()
              + " stands alone, without the record of its run; give usual rows with --reference");
    }
    Data data =
        named == null
            ? ofRun(model)
            : source.load(
                "--reference",
                named,
                source.files(ImageOptions.defaults(), source.tables()).withForm(form));
    return asTheModelTakes(data, model, form).train();
  }

  private Data named(DataForm form) throws IOException {
    return source.load(source.files(ImageOptions.defaults(), source.tables()).withForm(form));
  }

  private Data ofRun(ModelSource model) throws IOException {
    Path file = model.record();
    if (file == null) {
      throw CommandException.usage(
          model.file() + " stands alone, without the record of its run; give the rows with --data");
    }
    RunRecord record = RunRecord.read(file);
    TrainOptions options = settings.get();
    options.restore(file, record.settings());
    Data data = options.split.apply(options.data.load(), options.seed);
    record.checkData(data);
    return data;
  }

  static boolean fits(DataForm data, DataForm model) {
    if (data instanceof ImageForm images && model instanceof ImageForm ofModel) {
      return images.withScaling(ofModel.scaling()).equals(ofModel);
    }
    return data instanceof TableForm table
        && model instanceof TableForm ofModel
        && table.names().equals(ofModel.names());
  }

  /** Returns the part that was asked for. */
  Dataset rows(Data data) {
    if (part == null) {
      Dataset test = data.test();
      return test == null ? data.examples() : test;
    }
    Dataset rows =
        switch (part) {
          case TRAIN -> data.train();
          case VALIDATION -> data.validation();
          case TEST -> data.test();
        };
    if (rows == null) {
      throw CommandException.usage(
          "--set "
              + part.name().toLowerCase(Locale.ROOT)
              + ": "
              + data.name()
              + " has no such rows");
    }
    return rows;
  }
}
