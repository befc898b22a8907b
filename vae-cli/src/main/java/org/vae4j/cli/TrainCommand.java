package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.train.Checkpoint;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vae train}. */
@Command(
    name = "train",
    description = "Train a model on images or a table and leave a run folder, or go on in one.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae train --backend ejml --dtype f64 --epochs 2 --latent 2 --out runs/plane",
      "  vae train --data data/breast-cancer.csv --label-column 31 --latent 4 --out runs/cancer"
    })
final class TrainCommand implements Callable<Integer> {
  /** What may be given with --resume; no influence on the result, or checked against the run. */
  private static final List<String> WITH_RESUME =
      List.of(
          "--resume",
          "--backend",
          "--data",
          "--test-data",
          "--validation-data",
          "--cache",
          "--threads",
          "--quiet",
          "--json",
          "--debug");

  /** Those of them that the run's record keeps. */
  private static final List<String> KEPT =
      List.of("data", "test-data", "validation-data", "cache", "threads");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin EngineOption engine;
  @Mixin TrainOptions options;
  @Mixin final ConfigOption config = new ConfigOption();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Run folder, new or empty (runs/DATA-ENGINE-N).")
  @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on in the folder of a run that was stopped, with its options.")
  @Nullable Path resume;

  @Option(
      names = "--json",
      description = "One JSON document on standard output at the end; other lines go to stderr.")
  boolean json;

  @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
  boolean quiet;

  private final Console console;
  private final Terminal terminal;
  private final Clock clock;
  private final MemoryLimit memory;
  private final RunsHome runs;

  @Inject
  TrainCommand(
      EngineOption engine,
      TrainOptions options,
      Console console,
      Terminal terminal,
      Clock clock,
      MemoryLimit memory,
      RunsHome runs) {
    this.engine = engine;
    this.options = options;
    this.console = console;
    this.terminal = terminal;
    this.clock = clock;
    this.memory = memory;
    this.runs = runs;
  }

  @Override
  public Integer call() throws IOException {
    if (resume == null) {
      config.apply(spec, options, engine);
      if (config.print) {
        new TrainingData(options, memory).check();
        console.out().print(ConfigOption.document(options, engine.name));
        return ExitCode.OK;
      }
      begin();
    } else {
      goOn(resume);
    }
    return ExitCode.OK;
  }

  private void begin() throws IOException {
    Data images = checkedData();
    try (Engine taken = engine.open(options.numerics)) {
      RunFolder folder =
          out == null
              ? RunFolder.createNext(
                  runs.path(), Names.forFolder(images.name()) + "-" + taken.info().name())
              : RunFolder.create(out);
      try (RunLock lock = RunLock.take(folder)) {
        RunFolder.checkFree(folder.path()); // another process may have trained there meanwhile
        carryOut(images, taken, folder, lock, new RunRecord(folder.record()), null);
      }
    }
  }

  private void goOn(Path run) throws IOException {
    Map<String, String> given = givenWithResume();
    RunFolder folder = RunFolder.open(run);
    try (RunLock lock = RunLock.take(folder)) {
      RunRecord record = RunRecord.read(folder.record());
      if (record.finished()) {
        sayFinished(folder, record);
        return;
      }
      folder.checkFiles();
      Map<String, String> settings = record.settings();
      options.restore(folder.record(), settings);
      checkRecorded(folder);
      settings.putAll(given);
      options.restore(folder.record(), settings);
      Data images = checkedData();
      record.checkData(images);
      try (Engine taken = engine.openAgain(record.engine(), options.numerics)) {
        if (options.numerics == Numerics.FAST && !taken.info().name().equals(record.engine())) {
          warn(
              "the run began on %s and goes on on %s: they agree to rounding, not to the bit"
                  .formatted(record.engine(), taken.info().name()));
        }
        carryOut(images, taken, folder, lock, record, folder.newest(this::warn));
      }
    }
  }

  /** What a record says is not what the user typed. */
  private void checkRecorded(RunFolder folder) throws MalformedFileException {
    try {
      new TrainingData(options, memory).check();
    } catch (CommandException e) {
      throw new MalformedFileException(
          folder.record(),
          "settings that can't be used (" + e.getMessage() + ")",
          "those of a run",
          e);
    }
  }

  private Data checkedData() throws IOException {
    TrainingData data = new TrainingData(options, memory);
    data.check();
    if (out != null) {
      RunFolder.checkFree(out);
    }
    return data.read();
  }

  private void carryOut(
      Data images,
      Engine taken,
      RunFolder folder,
      RunLock lock,
      RunRecord record,
      @Nullable Checkpoint checkpoint)
      throws IOException {
    Vae vae = options.model.vae(images.form());
    Job job = new Job(images, taken, vae, options);
    record.begin(job, clock.instant(), checkpoint == null ? 0 : checkpoint.progress().step());
    Map<String, @Nullable Object> results;
    try (TrainingTalk talk = TrainingTalk.begin(console, terminal, images, quiet, json)) {
      results = TrainingRun.carryOut(job, folder, lock, record, checkpoint, talk);
    }
    if (json) {
      console.out().print(Json.document(results));
    }
  }

  /** The options beside --resume, which must be such that the run's course stays what it was. */
  private Map<String, String> givenWithResume() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!WITH_RESUME.contains(option.longestName())) {
        throw CommandException.usage(
            option.longestName()
                + " can't be given with --resume, for a run keeps its options; only "
                + String.join(", ", WITH_RESUME.subList(1, WITH_RESUME.size()))
                + " can");
      }
    }
    return OptionTexts.given(spec, KEPT);
  }

  private void sayFinished(RunFolder folder, RunRecord record) throws IOException {
    if (json) {
      console.out().print(Json.document(record.results(folder)));
    } else if (!quiet) {
      console.out().println(folder.path() + " is finished; nothing is left to do");
    }
  }

  private void warn(String message) {
    console.err().println("vae: warning: " + message);
    console.err().flush();
  }
}
