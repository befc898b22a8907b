package org.vae4j.cli;

import com.google.inject.Module;
import java.util.List;
import picocli.CommandLine;

/** The process: wires the commands, runs one, returns its exit code. */
public final class Main {
  private Main() {}

  /** Runs {@code vae} with the arguments and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(run(Console.system(), new CliModule(), args));
  }

  /** Runs {@code vae}; a verb gets the console and what {@code module} binds. */
  static int run(Console console, Module module, String... args) {
    int exitCode = execute(console, module, args);
    console.err().flush();
    if (console.out().checkError() && exitCode == ExitCode.OK) {
      console.err().println("vae: standard output can't be written; is the disk full?");
      return ExitCode.IO;
    }
    return exitCode;
  }

  private static int execute(Console console, Module module, String... args) {
    Failures failures = new Failures(console);
    failures.showTraces(List.of(args).contains("--debug")); // of making the verbs, too
    try {
      GuiceFactory factory = new GuiceFactory(console, module);
      CommandLine commands = new CommandLine(new VaeCommand(failures), factory);
      // named in the annotation it would be made by Guice
      commands.getCommandSpec().versionProvider(new Version());
      Verbs.addTo(commands, factory, List.of(args));
      commands
          .setOut(console.out().raw()) // help has colors of its own, and nothing from a file
          .setErr(console.err())
          .setExpandAtFiles(false)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpWidth(100)
          .setUsageHelpLongOptionsMaxWidth(28)
          .setParameterExceptionHandler(failures)
          .setExecutionExceptionHandler(failures);
      return commands.execute(args);
    } catch (RuntimeException | Error e) {
      return failures.report(e);
    }
  }
}
