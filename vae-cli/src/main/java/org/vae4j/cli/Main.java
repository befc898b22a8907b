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
    Console console = Console.system();
    System.exit(run(console, new CliModule(console), args));
  }

  /** Runs {@code vae}; the verb gets what {@code module} binds, {@code console} included. */
  static int run(Console console, Module module, String... args) {
    Failures failures = new Failures(console);
    try {
      GuiceFactory factory = new GuiceFactory(module);
      CommandLine commands = new CommandLine(new VaeCommand(failures), factory);
      commands.getCommandSpec().versionProvider(new Version());
      Verbs.addTo(commands, factory, List.of(args));
      commands
          .setOut(console.out())
          .setErr(console.err())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpWidth(100)
          .setUsageHelpLongOptionsMaxWidth(28)
          .setParameterExceptionHandler(failures)
          .setExecutionExceptionHandler(failures);
      return commands.execute(args);
    } catch (RuntimeException | Error e) {
      return failures.report(e);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }
}
