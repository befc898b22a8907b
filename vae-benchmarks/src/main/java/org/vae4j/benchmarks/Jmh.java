package org.vae4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * JMH with its own options; measures this machine's peaks too, and prints what was reached of them.
 */
@Command(
    name = "jmh",
    customSynopsis = "benchmarks/run jmh [REGEX] [OPTIONS OF JMH]",
    description = {
      "Measures single operations, and what they are of this machine's peaks.",
      "Such as: jmh Gemm -p engine=nd4j. 'jmh -l' lists them, 'jmh -h' the options; all but -bm and -tu may be given."
    })
final class Jmh implements Callable<Integer> {
  private final PrintStream out;

  @Unmatched private final List<String> args = new ArrayList<>();

  Jmh(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    CommandLineOptions given = given();
    if (given.shouldHelp()
        || given.shouldList()
        || given.shouldListWithParams()
        || given.shouldListProfilers()
        || given.shouldListResultFormats()) {
      Main.main(args.toArray(String[]::new));
      return CommandLine.ExitCode.OK;
    }
    check(given);
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
    if (!given.getIncludes().isEmpty()) { // none means all
      options.include(PeakBenchmark.class.getName());
    }
    out.print(new PeakTable(run(options.build())).text());
    return CommandLine.ExitCode.OK;
  }

  private static Collection<RunResult> run(Options options) throws RunnerException {
    try {
      return new Runner(options).run();
    } catch (ProfilersFailedException e) { // before anything runs
      throw new WrongOptionException(
          "-prof given, but "
              + requireNonNull(e.getCause()).getMessage()
              + "; 'jmh -lprof' lists those that run here",
          e);
    }
  }

  private CommandLineOptions given() {
    try {
      return new CommandLineOptions(args.toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new WrongOptionException(e.getMessage() + "; 'jmh -h' lists the options", e);
    }
  }

  private static void check(CommandLineOptions given) {
    if (!given.getBenchModes().isEmpty() || given.getTimeUnit().hasValue()) {
      throw new WrongOptionException(
          "-bm or -tu given, expected neither: rates are by the second; leave them out");
    }
    List<String> includes = given.getIncludes();
    for (String regex : includes.isEmpty() ? List.of(".*") : includes) {
      if (!matches(regex, given.getExcludes())) {
        throw new WrongOptionException("no benchmark matches '" + regex + "'; 'jmh -l' lists them");
      }
    }
    Engines.check(given.getParameter("engine").orElse(List.of()));
  }

  private static boolean matches(String regex, List<String> excludes) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    try {
      return !BenchmarkList.defaultList().find(silent, List.of(regex), excludes).isEmpty();
    } catch (PatternSyntaxException e) {
      throw new WrongOptionException(
          "'%s' is no regular expression: %s".formatted(e.getPattern(), e.getDescription()), e);
    }
  }
}
