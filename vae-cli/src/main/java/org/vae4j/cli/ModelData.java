package org.vae4j.cli;

import com.google.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;
import org.vae4j.io.MalformedFileException;

/** Reads data for a model: those of its run, or others in the way that the run read its own. */
final class ModelData {
  /** What of the command line is about other data than the run's. */
  private static final List<String> OF_OTHERS =
      List.of("data", "header", "separator", "decimal", "comment", "missing-values");

  private static final String VALIDATION = "validation";

  private final ModelSource model;
  private final DataForm form;
  private final @Nullable RunRecord run;
  private final Map<String, String> given;
  private final Provider<TrainOptions> fresh;
  private final long seed;

  /**
   * Looks for the model's run.
   *
   * @param form what the model takes
   * @param given options of the command line, which go before those of the run
   * @param fresh gives options with their defaults
   * @param seed decides what is drawn for a model without a run
   */
  ModelData(
      ModelSource model,
      DataForm form,
      Map<String, String> given,
      Provider<TrainOptions> fresh,
      long seed)
      throws IOException {
    Path record = model.record();
    this.model = model;
    this.form = form;
    this.run = record == null ? null : RunRecord.read(record);
    this.given = given;
    this.fresh = fresh;
    this.seed = seed;
  }

  /**
   * Reads the data of the run, in the parts that it was trained and tested with.
   *
   * @param instead says what to give for a model without a run
   */
  Data ofRun(String instead) throws IOException {
    RunRecord record = run;
    if (record == null) {
      throw CommandException.usage(
          model.file() + " stands alone, without the record of its run; " + instead);
    }
    Map<String, String> changes = new LinkedHashMap<>(given);
    changes.keySet().removeAll(OF_OTHERS);
    TrainOptions options = options(changes);
    Data data = options.split.apply(options.data.load(), options.seed);
    if (changes.keySet().stream().noneMatch(OptionTexts.names(options.split)::contains)) {
      record.checkData(data);
    }
    return fitted(data);
  }

  /**
   * Reads other data, with pixels drawn as the run drew them.
   *
   * @param option names them
   * @param split whether rows are kept for validation as the run kept them; if not, then only if
   *     the command line says so
   */
  Data others(String option, String source, boolean split) throws IOException {
    TrainOptions options = options(given);
    try {
      Data fitted = fitted(options.data.load(option, source, form));
      Data drawn = options.split.binarized(fitted, options.seed);
      boolean kept = split && drawn.validation() == null;
      return kept || given.containsKey(VALIDATION)
          ? options.split.split(drawn, options.seed)
          : drawn;
    } catch (MalformedFileException e) {
      throw new CommandException(
          ExitCode.BAD_DATA, e.getMessage() + "; " + model.file() + " takes " + form.describe(), e);
    }
  }

  /** Returns the options of the run with some changes. */
  private TrainOptions options(Map<String, String> changes) throws MalformedFileException {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("seed", Long.toString(seed)));
    if (run != null) {
      settings.putAll(run.settings());
    }
    settings.putAll(changes);
    TrainOptions options = fresh.get();
    Path record = model.record();
    options.restore(record == null ? model.file() : record, settings);
    return options;
  }

  /** Returns data scaled as the model wants them, or refuses them. */
  private Data fitted(Data data) {
    if (!fits(data.form(), form)) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "%s: the model takes %s (%d values a row), %s holds %s (%d values); give rows such as it was trained on"
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

  /** Whether data are of the kind, size and columns of other data. */
  static boolean fits(DataForm data, DataForm model) {
    if (data instanceof ImageForm images && model instanceof ImageForm ofModel) {
      return images.withScaling(ofModel.scaling()).equals(ofModel);
    }
    return data instanceof TableForm table
        && model instanceof TableForm ofModel
        && table.names().equals(ofModel.names());
  }
}
