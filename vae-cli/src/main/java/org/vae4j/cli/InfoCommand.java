package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.TableForm;
import org.vae4j.io.SafeTensors;
import org.vae4j.nn.Parameter;
import org.vae4j.train.Checkpoint;
import org.vae4j.train.Progress;
import org.vae4j.vae.ModelFile;
import org.vae4j.vae.Vae;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vae info}. */
@Command(
    name = "info",
    description =
        "Say what a model file is: its layers, its data, and the run that it is of. No engine is"
            + " needed.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae info runs/mnist-nd4j-1",
      "  vae info runs/cancer/checkpoints/best.safetensors --json"
    })
final class InfoCommand implements Callable<Integer> {
  private static final int SHOWN_COLUMNS = 8;

  private final Console console;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run folder, a model.safetensors, a checkpoint.")
  Path model = Path.of(ModelSource.MODEL);

  @Option(names = "--json", description = "One JSON document on standard output.")
  boolean json;

  @Inject
  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ModelSource source = ModelSource.of(model);
    Map<String, @Nullable Object> all = describe(source);
    if (json) {
      console.out().print(Json.document(all));
    } else {
      all.forEach((name, value) -> print(name, value));
    }
    return ExitCode.OK;
  }

  private static Map<String, @Nullable Object> describe(ModelSource source) throws IOException {
    Path file = source.file();
    SafeTensors content = SafeTensors.read(file);
    boolean checkpoint = content.metadata().containsKey(Checkpoint.KEY);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("file", file.toString());
    all.put("kind", checkpoint ? "checkpoint" : "model");
    Vae vae = ModelFile.described(file, content);
    if (checkpoint) {
      Progress progress = Checkpoint.read(file).progress();
      all.put("epoch", progress.epoch());
      all.put("step", progress.step());
    }
    all.put("features", vae.features());
    all.put("latent", vae.latent());
    all.put("loss", vae.loss().name());
    List<@Nullable Object> weights = new ArrayList<>();
    long count = 0;
    String prefix = checkpoint ? "model." : "";
    for (Parameter parameter : vae.parameters()) {
      weights.add(parameter.name() + " " + parameter.shape());
      count += parameter.shape().size();
    }
    all.put("dtype", Names.of(content.dtype(prefix + vae.parameters().get(0).name())));
    all.put("weights", count);
    all.put("arrays", weights);
    DataForm form = ModelFile.form(file);
    all.put("data", form == null ? null : form.describe());
    if (form instanceof TableForm table) {
      all.put("columns", new ArrayList<@Nullable Object>(table.names()));
      all.put("label_column", table.labelColumn());
      all.put("fills_missing", table.fillsMissing());
    }
    Path record = source.record();
    all.put("run", record == null ? null : RunRecord.read(record).summary());
    return all;
  }

  private void print(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> print(name + "." + key, inner));
    } else if (value instanceof List<?> list) {
      List<String> shown = list.stream().limit(SHOWN_COLUMNS).map(String::valueOf).toList();
      line(name, String.join(", ", shown) + (list.size() > shown.size() ? ", ..." : ""));
    } else if (value != null) {
      line(name, value.toString());
    }
  }

  private void line(String name, String text) {
    console.out().println(String.format(Locale.ROOT, "%-24s %s", name.replace('_', ' '), text));
  }
}
