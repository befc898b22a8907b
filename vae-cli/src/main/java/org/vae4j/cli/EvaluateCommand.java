package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.evaluate.Estimate;
import org.vae4j.evaluate.Evaluator;
import org.vae4j.evaluate.ModelFigures;
import org.vae4j.tensor.exact.Numerics;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Measure a model on data: ELBO, importance-weighted log-likelihood, latent dimensions,"
            + " reconstruction error. A run is measured on its own data unless others are given.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae evaluate runs/mnist-nd4j-1 --importance-samples 200",
      "  vae evaluate model.safetensors --data mnist --binarize --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 1_000_000;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;
  @Mixin ThreadsOption threads;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, or a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      defaultValue = "100",
      description = "Draws of z for each row (${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Decides the draws, and for data that are not a run's their split (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--numerics",
      paramLabel = "fast|exact",
      defaultValue = "fast",
      description = "Exact: the same figures on every engine, slower (${DEFAULT-VALUE}).")
  Numerics numerics = Numerics.FAST;

  @Option(names = "--json", description = "One JSON document on standard output.")
  boolean json;

  private final Console console;

  @Inject
  EvaluateCommand(Console console, EngineOption engine, RowsOption data, ThreadsOption threads) {
    this.console = console;
    this.engine = engine;
    this.data = data;
    this.threads = threads;
  }

  @Override
  public Integer call() throws IOException {
    Limits.check("--importance-samples", samples, MOST_SAMPLES);
    int workers = threads.count();
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open(numerics);
        VaeModel read = source.read(taken.backend())) {
      Rows rows = data.load(source, source.form(read.vae()), seed);
      Evaluator evaluator = new Evaluator(samples, seed, workers);
      ModelFigures figures = Named.or(() -> evaluator.evaluate(read, rows.all()));
      String note = LikelihoodNote.of(read.vae(), rows.all());
      if (json) {
        console.out().print(Json.document(document(source, taken, rows, figures, note)));
      } else {
        print(source, taken, rows, figures, note);
      }
    }
    return ExitCode.OK;
  }

  private Map<String, @Nullable Object> document(
      ModelSource source, Engine taken, Rows rows, ModelFigures figures, String note) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", source.file().toString());
    all.put("engine", taken.info().name());
    all.put("numerics", Names.of(numerics));
    all.put("data", rows.name());
    all.put("set", Names.of(rows.part()));
    all.put("rows", figures.rows());
    all.put("features", figures.features());
    all.put("importance_samples", figures.samples());
    all.put("seed", seed);
    all.put("unit", "nats per row");
    put(all, "elbo", figures.elbo(), figures.features());
    all.put("reconstruction", figures.reconstruction());
    all.put("kl", figures.kl());
    put(all, "log_likelihood", figures.logLikelihood(), figures.features());
    all.put("squared_error_per_value", figures.squaredError());
    all.put("active_units", figures.units().active().size());
    all.put("kl_per_dimension", figures.units().kl());
    all.put("mu_variance_per_dimension", figures.units().variance());
    all.put("constants", note);
    if (Rows.mayMiss(rows.all())) {
      all.put("missing", Rows.missing(rows.all(), rows.all().size()));
    }
    return all;
  }

  private static void put(
      Map<String, @Nullable Object> all, String name, Estimate estimate, int features) {
    all.put(name, estimate.mean());
    all.put(name + "_standard_error", estimate.error());
    all.put(name + "_bits_per_dimension", estimate.bitsPerDimension(features).mean());
  }

  private void print(
      ModelSource source, Engine taken, Rows rows, ModelFigures figures, String note) {
    line(
        "%s on %,d %s rows of %s, %s",
        source.file(), figures.rows(), Names.of(rows.part()), rows.name(), taken.describe());
    estimate("log-likelihood", figures.logLikelihood(), figures.features());
    line(
        "                  importance-weighted bound, %,d draws a row, seed %d",
        figures.samples(), seed);
    estimate("ELBO", figures.elbo(), figures.features());
    line(
        "                  = -(reconstruction %.4f + KL %.4f)",
        figures.reconstruction(), figures.kl());
    line("squared error     %.6f a value", figures.squaredError());
    line(
        "active units      %d of %d (variance of mu above 0.01)",
        figures.units().active().size(), figures.units().kl().size());
    StringBuilder dimensions = new StringBuilder("KL per dimension ");
    figures.units().kl().forEach(kl -> dimensions.append(String.format(Locale.ROOT, " %.3f", kl)));
    line("%s", dimensions);
    line("constants         %s", note);
    long missing = Rows.missing(rows.all(), rows.all().size());
    if (missing > 0) {
      line("missing values    %,d, each counted as the mean of those of its row", missing);
    }
  }

  private void estimate(String what, Estimate value, int features) {
    Estimate bits = value.bitsPerDimension(features);
    line(
        "%-17s %.4f%s nats a row, %.5f%s bits a dimension",
        what, value.mean(), error("%.4f", value), bits.mean(), error("%.5f", bits));
  }

  /** One row has no standard error. */
  private static String error(String format, Estimate value) {
    return Double.isNaN(value.error())
        ? ""
        : String.format(Locale.ROOT, " ± " + format, value.error());
  }

  private void line(String format, Object... values) {
    PrintWriter out = console.out();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
