package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableForm;
import org.vae4j.data.TableScaling;
import org.vae4j.data.TableScaling.Missing;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.data.files.DataFiles;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.loss.Loss;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that decide what a model learns of data; its file keeps what they led to. */
final class DataOptions {
  @Mixin DataOption source;

  @Option(
      names = "--test-data",
      paramLabel = "SOURCE",
      description = "Rows to measure with, read as --data is (those that come with --data).")
  @Nullable String testData;

  @Option(
      names = "--validation-data",
      paramLabel = "SOURCE",
      description = "Rows to choose the best epoch by, read as --data is (see --validation).")
  @Nullable String validationData;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Images: resize all to so many pixels (as they are, all of one size).")
  @Nullable String size;

  @Option(
      names = "--colours",
      paramLabel = "auto|grey|rgb",
      defaultValue = "auto",
      description = "Images: grey if all are, or one of the two for all (${DEFAULT-VALUE}).")
  Colours colours = Colours.AUTO;

  @Option(
      names = "--columns",
      paramLabel = "LIST",
      description =
          "CSV: the columns to take, names or numbers from 1, such as age,7-9 (all but the label).")
  @Nullable String columns;

  @Option(
      names = "--label-column",
      paramLabel = "NAME|N",
      description = "CSV: a column with labels, which the model doesn't see (none).")
  @Nullable String labelColumn;

  @Option(
      names = "--missing",
      paramLabel = "refuse|mean|NUMBER",
      defaultValue = "refuse",
      description =
          "CSV: what stands for a missing value; mean is that of the training rows"
              + " (${DEFAULT-VALUE}).")
  String missing = "refuse";

  @Option(
      names = "--scale",
      paramLabel = "standardise|minmax|none",
      description =
          "CSV: how columns are scaled by the training rows (standardise; minmax to [0, 1] for"
              + " bernoulli).")
  @Nullable TableScaling scale;

  @Inject
  DataOptions(DataOption source) {
    this.source = source;
  }

  /** Returns the settings that lead to the same data from any working directory, by name. */
  Map<String, @Nullable Object> lasting() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>(source.lasting());
    settings.put("test_data", testData == null ? null : source.lasting(testData));
    settings.put("validation_data", validationData == null ? null : source.lasting(validationData));
    return settings;
  }

  /** Reads the data, as they are. */
  Data load() throws IOException {
    CsvOptions tables =
        source
            .tables()
            .withColumns(columns == null ? null : Named.or(() -> columns(columns)))
            .withLabelColumn(labelColumn)
            .withMissing(!missing().equals(Missing.REFUSED));
    Data data = source.load(source.files(images(), tables));
    check(data);
    checkAlone("--test-data", testData, data.test(), data, "a test set");
    checkAlone("--validation-data", validationData, data.validation(), data, "validation rows");
    return new Data(
        data.name(),
        data.train(),
        validationData == null
            ? data.validation()
            : others("--validation-data", validationData, data),
        testData == null ? data.test() : others("--test-data", testData, data));
  }

  private static void checkAlone(
      String option, @Nullable String given, @Nullable Dataset own, Data data, String what) {
    if (given != null && own != null) {
      throw CommandException.usage(
          "%s %s: %s has %s of its own; leave it out".formatted(option, given, data.name(), what));
    }
  }

  /** Returns how many pixels images are resized to, or 0, or refuses a size that can't be. */
  int pixels() {
    ImageOptions images = images();
    return images.width() * images.height();
  }

  /**
   * Reads data for a model, by the form that its file keeps.
   *
   * @param option names them
   */
  Data load(String option, String given, DataForm form) throws IOException {
    return source.load(
        option, given, source.files(ImageOptions.defaults(), source.tables()).withForm(form));
  }

  private static List<String> columns(@Nullable String list) {
    return CsvOptions.parseColumns(String.valueOf(list));
  }

  /** Reads rows as the training data were read. */
  private Dataset others(String option, String given, Data data) throws IOException {
    DataFiles same = source.files(images(), source.tables()).withForm(data.form());
    boolean missingAllowed = !missing().equals(Missing.REFUSED);
    Data others =
        source.load(
            option,
            given,
            new DataFiles(same.images(), same.tables().withMissing(missingAllowed), same.cache()));
    if (!ModelData.fits(others.form(), data.form())) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          option
              + " "
              + given
              + ": holds "
              + others.form().describe()
              + ", the data to train with are "
              + data.form().describe());
    }
    return others.train().withForm(data.form());
  }

  private ImageOptions images() {
    int[] sides = {0, 0};
    if (size != null) {
      if (!size.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
        throw CommandException.usage(
            "--size is '" + size + "', expected WIDTHxHEIGHT in pixels, such as 32x32");
      }
      int x = size.indexOf('x');
      sides[0] = Integer.parseInt(size.substring(0, x));
      sides[1] = Integer.parseInt(size.substring(x + 1));
      checkSize((long) sides[0] * sides[1]);
      Pictures.checkSides("--size", sides[0], sides[1]);
    }
    return new ImageOptions(sides[0], sides[1], colours);
  }

  private void checkSize(long pixels) {
    if (pixels > ImageOptions.MOST_PIXELS) {
      throw CommandException.usage(
          "--size is %s, %d pixels, expected at most %d"
              .formatted(size, pixels, ImageOptions.MOST_PIXELS));
    }
  }

  private Missing missing() {
    return MissingText.parse(missing);
  }

  /** Options that would have no effect are a mistake. */
  private void check(Data data) {
    boolean images = data.form() instanceof ImageForm;
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--columns", images && columns != null);
    given.put("--label-column", images && labelColumn != null);
    given.put("--missing", images && !missing.equals("refuse"));
    given.put("--scale", images && scale != null);
    given.put("--colours", !images && colours != Colours.AUTO);
    given.put("--size", !images && size != null);
    given.forEach(
        (option, wrong) -> {
          if (wrong) {
            throw CommandException.usage(
                option
                    + " is for "
                    + (images ? "tables" : "images")
                    + ", and "
                    + data.name()
                    + " holds "
                    + data.form().describe());
          }
        });
    if (images && size != null && !((ImageForm) data.form()).size().equals(size)) {
      throw CommandException.usage(
          "--size is for folders of images, and " + data.name() + " comes in one size");
    }
  }

  /** Maps the values to where the loss wants them. */
  Data scaled(Data raw, Loss loss) {
    Scaling interval = Scaling.forLoss(loss);
    if (raw.form() instanceof ImageForm images) {
      return raw.withForm(images.withScaling(interval));
    }
    TableScaling how =
        scale != null ? scale : loss.onLogits() ? TableScaling.MINMAX : TableScaling.STANDARDISE;
    TableForm form = Named.or(() -> how.fit(raw.train(), interval, missing()));
    if (loss.onLogits() && how != TableScaling.MINMAX) {
      checkUnit(raw, loss, how);
    }
    return raw.withForm(form);
  }

  private static void checkUnit(Data raw, Loss loss, TableScaling how) {
    for (TableForm.Column column :
        TableScaling.MINMAX.fit(raw.train(), Scaling.UNIT, Missing.MEAN).columns()) {
      if (how == TableScaling.STANDARDISE
          || column.shift() < 0
          || column.shift() + column.scale() > 1) {
        throw CommandException.usage(
            "the likelihood "
                + loss.name()
                + " takes values from 0 to 1, and column '"
                + column.name()
                + "' has others; use --scale minmax");
      }
    }
  }
}
