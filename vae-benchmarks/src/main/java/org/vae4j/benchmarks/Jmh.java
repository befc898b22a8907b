package org.vae4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH with its own options; measures this machine's peaks too, and prints what was reached of them.
 */
public final class Jmh {
  private Jmh() {}

  /** Runs the benchmarks that the options choose, or prints what they ask for. */
  public static void main(String[] args)
      throws CommandLineOptionException, IOException, RunnerException {
    run(System.out, args);
  }

  static void run(PrintStream out, String... args)
      throws CommandLineOptionException, IOException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(args);
    if (given.shouldHelp()
        || given.shouldList()
        || given.shouldListWithParams()
        || given.shouldListProfilers()
        || given.shouldListResultFormats()) {
      Main.main(args);
      return;
    }
    if (!given.getBenchModes().isEmpty() || given.getTimeUnit().hasValue()) {
      throw new IllegalArgumentException(
          "jmh: -bm or -tu given, expected neither: rates are by the second; leave them out");
    }
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
    if (!given.getIncludes().isEmpty()) { // none means all
      options.include(PeakBenchmark.class.getName());
    }
    out.print(new PeakTable(new Runner(options.build()).run()).text());
  }
}
