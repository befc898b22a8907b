package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.data.Labels;
import org.vae4j.io.AtomicFile;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Latents;
import org.vae4j.vae.VaeModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae encode}. */
@Command(
    name = "encode",
    description =
        "Write the posterior of each row: mean and logarithm of the variance in each latent"
            + " dimension, as CSV or as a NumPy array.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae encode runs/mnist-nd4j-1 --out latents.csv",
      "  vae encode runs/cancer --data new.csv --out latents.npy"
    })
final class EncodeCommand implements Callable<Integer> {
  private static final int ROWS_AT_ONCE = 1024;

  private final Console console;

  @Mixin EngineOption engine;
  @Mixin RowsOption data;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "latents.csv",
      description =
          "CSV, or float32 [rows, 2 x latent] if it ends in .npy; replaced if it is there"
              + " (${DEFAULT-VALUE}).")
  Path out = Path.of("latents.csv");

  @Option(names = "--json", description = "One JSON document on standard output.")
  boolean json;

  @Inject
  EncodeCommand(Console console, EngineOption engine, RowsOption data) {
    this.console = console;
    this.engine = engine;
    this.data = data;
  }

  @Override
  public Integer call() throws IOException {
    OutputFile file = new OutputFile(out);
    file.check();
    file.checkEnding("csv", "npy");
    ModelSource source = ModelSource.of(model);
    try (Engine taken = engine.open();
        VaeModel read = source.read(taken.backend())) {
      Rows rows = data.load(source, source.form(read.vae()));
      file.write(path -> write(path, file.endsIn("npy"), read, rows.all()));
      int latent = read.vae().latent();
      long missing = Rows.missing(rows.all(), rows.all().size());
      if (json) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("out", out.toString());
        document.put("model", source.file().toString());
        document.put("data", rows.name());
        document.put("rows", rows.all().size());
        document.put("latent", latent);
        if (Rows.mayMiss(rows.all())) {
          document.put("missing", missing);
        }
        console.out().print(Json.document(document));
      } else {
        console
            .out()
            .println(
                "%s: mean and log-variance of %d rows of %s in %d dimensions%s"
                    .formatted(
                        out,
                        rows.all().size(),
                        rows.name(),
                        latent,
                        missing == 0 ? "" : "; " + missing + " missing values were filled"));
      }
    }
    return ExitCode.OK;
  }

  private static void write(Path file, boolean numpy, VaeModel model, Dataset rows)
      throws IOException {
    if (numpy) {
      AtomicFile.write(
          file,
          stream -> {
            stream.write(Numpy.header(DType.F32, rows.size(), 2 * model.vae().latent()));
            eachBlock(
                model,
                rows,
                (first, latents) -> {
                  for (int i = 0; i < latents.mu().length; i++) {
                    Numpy.write(stream, latents.mu()[i]);
                    Numpy.write(stream, latents.logvar()[i]);
                  }
                });
          });
      return;
    }
    Labels labels = rows.labels();
    CsvOutput.write(
        file,
        header(model.vae().latent(), labels != null, Rows.mayMiss(rows)),
        csv ->
            eachBlock(
                model,
                rows,
                (first, latents) -> {
                  for (int i = 0; i < latents.mu().length; i++) {
                    csv.row(cells(rows, first + i, labels, latents.mu()[i], latents.logvar()[i]));
                  }
                }));
  }

  private interface Use {
    void of(int first, Latents latents) throws IOException;
  }

  private static void eachBlock(VaeModel model, Dataset rows, Use use) throws IOException {
    for (int first = 0; first < rows.size(); first += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, rows.size() - first);
      double[][] some = Rows.of(rows, first, count);
      use.of(first, Rows.block(rows, first, () -> model.encode(some)));
    }
  }

  private static List<String> header(int latent, boolean labelled, boolean mayMiss) {
    List<String> names = new ArrayList<>(List.of("row"));
    if (labelled) {
      names.add("label");
    }
    if (mayMiss) {
      names.add("missing");
    }
    for (String what : List.of("mu", "logvar")) {
      for (int i = 1; i <= latent; i++) {
        names.add(what + i);
      }
    }
    return names;
  }

  private static List<String> cells(
      Dataset rows, int row, @Nullable Labels labels, float[] mu, float[] logvar) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(row + 1)));
    if (labels != null) {
      cells.add(labels.name(row));
    }
    if (Rows.mayMiss(rows)) {
      cells.add(Integer.toString(rows.missing(row).length));
    }
    for (float[] values : List.of(mu, logvar)) {
      for (float value : values) {
        cells.add(Float.toString(value));
      }
    }
    return cells;
  }
}
