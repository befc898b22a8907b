package org.vae4j.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import java.util.List;
import picocli.CommandLine;

/** The process: wires the commands, runs one, returns its exit code. */
public final class Main {
  private Main() {}

  /** Runs {@code vae} with the arguments and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(run(new CliModule(), args));
  }

  static int run(Module module, String... args) {
    Injector injector = Guice.createInjector(Stage.DEVELOPMENT, module);
    Console console = injector.getInstance(Console.class);
    Failures failures = injector.getInstance(Failures.class);
    try {
      GuiceFactory factory = injector.getInstance(GuiceFactory.class);
      CommandLine commands = new CommandLine(VaeCommand.class, factory);
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
