package org.vae4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --print-config}: settings from a file, and as a file. */
final class ConfigOption {
  private static final String BACKEND = "backend";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Take options from a YAML file of lines such as 'batch-size: 100'; those on the command"
              + " line go before.")
  @Nullable Path file;

  @Option(
      names = "--print-config",
      description = "Print the options that would be used, as such a file, and do nothing else.")
  boolean print;

  /**
   * Sets options to what the file says, unless they were given on the command line.
   *
   * @param command the verb, which has parsed its arguments
   */
  void apply(CommandSpec command, TrainOptions options, EngineOption engine) throws IOException {
    Path from = file;
    if (from == null) {
      return;
    }
    List<String> known = new ArrayList<>(List.of(BACKEND));
    known.addAll(OptionTexts.names(options));
    Map<String, String> settings = read(from, known);
    settings.putAll(OptionTexts.given(command, known));
    String backend = settings.remove(BACKEND);
    if (backend != null) {
      engine.name = backend;
    }
    options.restore(from, settings);
  }

  private static Map<String, String> read(Path from, List<String> known) throws IOException {
    try {
      return ConfigFile.read(from, known);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.NO_INPUT, "--config " + from + ": there is no such file", e);
    }
  }

  /**
   * Returns the file that makes the same run again.
   *
   * @param backend the engine's name; null is the best that runs
   */
  static String document(TrainOptions options, @Nullable String backend) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put(BACKEND, backend);
    options
        .recorded()
        .forEach((key, value) -> settings.put(key.replace('_', '-'), unlessUnlimited(value)));
    return ConfigFile.document(settings);
  }

  /** An option whose default is no limit has no line, as one without a value. */
  private static @Nullable Object unlessUnlimited(@Nullable Object value) {
    return value instanceof Double number && number.isInfinite() ? null : value;
  }

  /** Writes the file that makes the same run again. */
  static void write(Path file, Job job) throws IOException {
    String text = document(job.options(), job.engine().info().name());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }
}
