package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.evaluate.Scorer;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae score}. */
@Command(
    name = "score",
    description =
        "Score how unusual each row is to a model, mark those above a quantile of the training"
            + " rows, and say which column or pixel contributes how much. In nats, as CSV.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae score runs/cancer --data new.csv --quantile 0.99 --contributions",
      "  vae score runs/mnist-nd4j-1 --importance --samples 100 --out scores.csv"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 100_000;

  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;
  @Mixin ThreadsOption threads;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--samples",
      paramLabel = "K",
      defaultValue = "16",
      description = "Draws of z for each row (${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--importance",
      description = "Score by the importance-weighted bound instead of the ELBO.")
  boolean importance;

  @Option(
      names = "--quantile",
      paramLabel = "Q",
      defaultValue = "0.99",
      description = "The part of the training rows that counts as usual (${DEFAULT-VALUE}).")
  double quantile;

  @Option(
      names = "--reference",
      paramLabel = "SOURCE",
      description = "Rows that the quantile is of (the training rows of the run).")
  @Nullable String reference;

  @Option(
      names = "--contributions",
      description = "A column more for each column or pixel: its part of the negative ELBO.")
  boolean contributions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the draws, which are the same for all rows (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "scores.csv",
      description = "The file, replaced if it is there (${DEFAULT-VALUE}).")
  Path out = Path.of("scores.csv");

  @Option(names = "--json", description = "One JSON document on standard output.")
  boolean json;

  @Inject
  ScoreCommand(Console console, EngineOption engine, RowsOption data, ThreadsOption threads) {
    this.console = console;
    this.engine = engine;
    this.data = data;
    this.threads = threads;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--samples", samples, MOST_SAMPLES);
    if (!(quantile > 0 && quantile <= 1)) {
      throw CommandException.usage(
          "--quantile is " + quantile + ", expected a number above 0, at most 1");
    }
    OutputFile file = new OutputFile(out);
    file.check();
    file.checkEnding("csv");
    Scorer scorer = new Scorer(samples, importance, seed, threads.count());
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      DataForm form = source.form(read.vae());
      Dataset usual = data.reference(source, form, reference);
      Rows rows = data.load(source, form);
      double[] scores = ScoreTable.usual(scorer, read, usual);
      double threshold = quantile(scores);
      ScoreTable table = new ScoreTable(scorer, read, form, threshold, contributions);
      int[] above = new int[1];
      file.write(path -> above[0] = table.write(path, rows.all()));
      report(source, rows, scores.length, usual.size() - scores.length, threshold, above[0]);
    }
    return ExitCode.OK;
  }

  /** Between the two nearest scores, linearly, as NumPy has it. */
  private double quantile(double[] scores) {
    Arrays.sort(scores);
    if (scores.length == 0) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "score: all rows of the reference are empty or far outside, so nothing is usual; give usual"
              + " rows with"
              + " --reference");
    }
    double place = quantile * (scores.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, scores.length - 1);
    return scores[low] + (place - low) * (scores[high] - scores[low]);
  }

  private void report(
      ModelSource source, Rows rows, int usual, int leftOut, double threshold, int above) {
    long missing = Rows.missing(rows.all(), rows.all().size());
    if (json) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("out", out.toString());
      document.put("model", source.file().toString());
      document.put("data", rows.name());
      document.put("rows", rows.all().size());
      document.put("method", importance ? "importance" : "elbo");
      document.put("samples", samples);
      document.put("seed", seed);
      document.put("quantile", quantile);
      document.put("reference_rows", usual);
      if (leftOut > 0) {
        document.put("reference_rows_left_out", leftOut);
      }
      document.put("threshold", threshold);
      document.put("anomalies", above);
      if (Rows.mayMiss(rows.all())) {
        document.put("missing", missing);
      }
      console.out().print(Json.document(document));
    } else {
      console
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %,d of %,d rows of %s score above %s nats, quantile %s of %,d %s rows%s%s",
                  out,
                  above,
                  rows.all().size(),
                  rows.name(),
                  nats(threshold),
                  quantile,
                  usual,
                  reference == null ? "training" : "reference",
                  leftOut == 0
                      ? ""
                      : String.format(Locale.ROOT, " (%,d more are empty or far outside)", leftOut),
                  missing == 0
                      ? ""
                      : String.format(Locale.ROOT, "; %,d missing values were filled", missing)));
    }
  }

  /** Four digits behind the point, but not hundreds before it. */
  private static String nats(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 1e15 ? "%.4f" : "%.4e", value);
  }
}
