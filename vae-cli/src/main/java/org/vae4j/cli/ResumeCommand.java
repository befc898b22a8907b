package org.vae4j.cli;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vae resume}, a short way to say {@code vae train --resume}. */
@Command(
    name = "resume",
    description = "Go on with a training that was stopped, with its options: train --resume.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae resume runs/mnist-nd4j-1",
      "  vae resume runs/cancer --data /elsewhere/breast-cancer.csv --threads 4"
    })
final class ResumeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin EngineOption engine;
  @Mixin ThreadsOption threads;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  Path run = Path.of("run");

  @Option(names = "--data", paramLabel = "SOURCE", description = "The same data in another place.")
  @Nullable String data;

  @Option(
      names = "--test-data",
      paramLabel = "SOURCE",
      description = "The same rows to measure with in another place.")
  @Nullable String testData;

  @Option(
      names = "--validation-data",
      paramLabel = "SOURCE",
      description = "The same rows to choose by in another place.")
  @Nullable String validationData;

  @Option(names = "--cache", paramLabel = "FOLDER", description = "Where rows of files are kept.")
  @Nullable String cache;

  @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
  boolean quiet;

  @Option(
      names = "--json",
      description = "One JSON document on standard output at the end; other lines go to stderr.")
  boolean json;

  @Inject
  ResumeCommand(EngineOption engine, ThreadsOption threads) {
    this.engine = engine;
    this.threads = threads;
  }

  @Override
  public Integer call() {
    List<String> args = new ArrayList<>(List.of("train", "--resume=" + run));
    add(args, "--backend", engine.name);
    add(args, "--threads", threads.threads);
    add(args, "--data", data);
    add(args, "--test-data", testData);
    add(args, "--validation-data", validationData);
    add(args, "--cache", cache);
    if (quiet) {
      args.add("--quiet");
    }
    if (json) {
      args.add("--json");
    }
    return spec.root().commandLine().execute(args.toArray(String[]::new));
  }

  private static void add(List<String> args, String option, @Nullable Object value) {
    if (value != null) {
      args.add(option + "=" + value);
    }
  }
}
