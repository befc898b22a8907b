package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.TableForm;
import org.vae4j.data.TableScaling.Missing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The rows that a verb puts through a model: those of its run, or others. */
final class RowsOption {
  private static final long SEED = 1;

  @Mixin DataOption source;
  @Mixin final SplitOptions split = new SplitOptions();

  @Option(
      names = "--set",
      paramLabel = "test|validation|train",
      description = "Which rows of the data (test, or else validation, or else train).")
  @Nullable Part part;

  @Option(
      names = "--missing",
      paramLabel = "refuse|mean|NUMBER",
      description =
          "CSV: what stands for a missing value; mean is that of the training rows (as in the"
              + " training).")
  @Nullable String missing;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  private final Provider<TrainOptions> settings;

  @Inject
  RowsOption(DataOption source, Provider<TrainOptions> settings) {
    this.source = source;
    this.settings = settings;
  }

  /** Reads the rows that were asked for, as the model takes them. */
  Rows load(ModelSource model, DataForm form) throws IOException {
    return load(model, form, SEED);
  }

  /**
   * Reads the rows that were asked for, as the model takes them.
   *
   * @param seed decides what is drawn for a model without a run
   */
  Rows load(ModelSource model, DataForm form, long seed) throws IOException {
    String named = source.data;
    ModelData data = data(model, form, seed);
    return Rows.of(
        named == null
            ? data.ofRun("give the rows with --data")
            : data.others("--data", named, part != null),
        part);
  }

  /**
   * Reads rows of another source.
   *
   * @param option names the source
   */
  Rows others(ModelSource model, DataForm form, String option, String named) throws IOException {
    return Rows.of(data(model, form, SEED).others(option, named, false), null);
  }

  /** Returns the rows that count as usual: those named, or else those that the run trained on. */
  Dataset reference(ModelSource model, DataForm form, @Nullable String named) throws IOException {
    return (named == null
            ? ofModel(model, form, SEED).ofRun("give usual rows with --reference")
            : data(model, form, SEED).others("--reference", named, false))
        .train();
  }

  /** Data with what the command line puts in the place of missing values. */
  private ModelData data(ModelSource model, DataForm form, long seed) throws IOException {
    if (missing == null) {
      return ofModel(model, form, seed);
    }
    Missing wanted = MissingText.parse(missing);
    if (!(form instanceof TableForm table)) {
      throw CommandException.usage(
          "--missing is for tables, and " + model.file() + " takes " + form.describe());
    }
    return ofModel(model, Named.or(() -> table.withMissing(wanted)), seed);
  }

  private ModelData ofModel(ModelSource model, DataForm form, long seed) throws IOException {
    split.check();
    List<String> names = new ArrayList<>(OptionTexts.names(source));
    names.addAll(OptionTexts.names(split));
    return new ModelData(model, form, OptionTexts.given(command, names), settings, seed);
  }
}
