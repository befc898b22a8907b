package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Datasets;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.csv.CsvDialect;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.data.csv.CsvOptions.Header;
import org.vae4j.data.files.DataFiles;
import org.vae4j.data.image.ImageOptions;
import picocli.CommandLine.Option;

/** {@code --data} and how its files are to be understood, for all verbs that take data. */
final class DataOption {
  static final String MNIST = "mnist";

  private final Datasets datasets;
  private final RowCache cacheOfUser;
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "mnist or another data set on the class path; a CSV file; a folder of images, or of IDX"
              + " files; an IDX file.")
  @Nullable String data;

  @Option(
      names = "--header",
      paramLabel = "auto|yes|no",
      defaultValue = "auto",
      description =
          "CSV: whether the first row names the columns; auto compares it with those below"
              + " (${DEFAULT-VALUE}).")
  Header header = Header.AUTO;

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER|tab",
      description = "CSV: what stands between cells (that by which the first rows agree).")
  @Nullable String separator;

  @Option(
      names = "--decimal",
      paramLabel = ".|,",
      description = "CSV: what stands before the fraction of a number (seen by the first rows).")
  @Nullable String decimal;

  @Option(
      names = "--comment",
      paramLabel = "CHARACTER",
      description = "CSV: lines that begin with it, such as '#', are skipped (none).")
  @Nullable String comment;

  @Option(
      names = "--missing-values",
      paramLabel = "LIST",
      description =
          "CSV: what stands for a missing value beside an empty cell, NA, - and the like, such as"
              + " -999,unknown (nothing).")
  @Nullable String missingValues;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Where rows of files are kept (vae4j in XDG_CACHE_HOME or ~/.cache).")
  @Nullable Path cache;

  @Inject
  DataOption(Datasets datasets, RowCache cacheOfUser, Console console) {
    this.datasets = datasets;
    this.cacheOfUser = cacheOfUser;
    this.console = console;
  }

  private String source() {
    return data == null ? MNIST : data;
  }

  /** Returns the settings that lead to the same data from any working directory, by name. */
  Map<String, @Nullable Object> lasting() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("data", lasting(source()));
    settings.put("cache", cache == null ? null : cache.toAbsolutePath().normalize().toString());
    return settings;
  }

  String lasting(String given) {
    return named(given) ? given : Path.of(given).toAbsolutePath().normalize().toString();
  }

  private boolean named(String given) {
    return names().contains(given);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    datasets.providers().forEach(provider -> names.add(provider.name()));
    return names;
  }

  /** Returns how CSV is read, with all columns. */
  CsvOptions tables() {
    Character between =
        "tab".equals(separator)
            ? Character.valueOf('\t')
            : character("--separator", separator, "one character, or tab");
    Character fraction = character("--decimal", decimal, ". or ,");
    Character skipped = character("--comment", comment, "one character, such as #");
    String list = missingValues;
    List<String> marks = list == null ? List.of() : Named.or(() -> CsvOptions.parseMarks(list));
    return Named.or(
        () ->
            CsvOptions.defaults()
                .withDialect(none -> new CsvDialect(header, between, fraction, skipped, marks)));
  }

  private static @Nullable Character character(
      String option, @Nullable String given, String expected) {
    if (given == null) {
      return null;
    }
    if (given.length() != 1) {
      throw CommandException.usage(option + " is '" + given + "', expected " + expected);
    }
    return given.charAt(0);
  }

  /** Returns how files are read whose options are these. */
  DataFiles files(ImageOptions images, CsvOptions tables) {
    return new DataFiles(images, tables, cache == null ? cacheOfUser : new RowCache(cache));
  }

  /** Reads the data, MNIST if none were named, files in the way that is said. */
  Data load(DataFiles files) throws IOException {
    return load("--data", source(), files);
  }

  /** Whether there are data of that name, or such a file or folder. */
  boolean isThere(String given) {
    return named(given) || Files.exists(Named.or(() -> Path.of(given)));
  }

  /** Reads data; a name goes before a folder or a file of that name. */
  Data load(String option, String given, DataFiles files) throws IOException {
    if (named(given)) {
      DataSplit split = datasets.load(given);
      return new Data(given, split.train(), split.test());
    }
    if (!isThere(given)) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          option
              + " "
              + given
              + " is neither a file or folder nor a data set on the class path; data sets there: "
              + String.join(", ", names()));
    }
    Path path = Path.of(given);
    DataFiles.Parts parts = files.read(path);
    Path last = path.toRealPath().getFileName();
    for (String note : parts.notes()) {
      console.err().println("vae: warning: " + note);
    }
    console.err().flush();
    String name = last == null ? "data" : last.toString();
    return new Data(name, parts.train(), parts.validation(), parts.test());
  }
}
