package org.vae4j.benchmarks;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vae4j.tensor.BackendUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The programs that measure, each a verb of {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Measures this framework, this machine, and the frameworks beside it.",
    footerHeading = "%nThe peers, which are programs of their own:%n",
    footer = {
      "  torch       PyTorch, if $VAE_PYTHON (or else python3) has it.",
      "  djl         DJL on libtorch (Linux x86_64).",
      "  dl4j        DL4J's own VAE layer."
    })
public final class Benchmarks {
  // as in BSD's sysexits
  static final int WRONG_OPTION = 64;
  static final int UNEXPECTED = 70;

  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  private Benchmarks() {}

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] args) {
    try {
      System.exit(commands(System.out, System.err).execute(args));
    } catch (Error e) { // picocli catches exceptions alone
      e.printStackTrace();
      System.exit(UNEXPECTED);
    }
  }

  static CommandLine commands(PrintStream out, PrintStream err) {
    CommandLine commands = new CommandLine(new Benchmarks());
    Stream.of(
            new WholeJob(out),
            new Inference(out),
            new GemmLimit(out),
            new Scaling(out),
            new Compare(out),
            new Jmh(out))
        .forEach(commands::addSubcommand);
    return commands
        .registerConverter(int.class, new WholeNumber.Positive())
        .registerConverter(Integer.class, new WholeNumber.Positive())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true) // benchmarks/run gives some first
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(Benchmarks::refuse)
        .setExecutionExceptionHandler(Benchmarks::fail);
  }

  private static int refuse(ParameterException e, String[] args) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? "'%s' given, expected one of %s"
                .formatted(unmatched.getUnmatched().get(0), known(spec))
            : String.valueOf(e.getMessage());
    return refuse(e.getCommandLine(), message + "; see '" + spec.qualifiedName() + " --help'");
  }

  private static String known(CommandSpec spec) {
    return spec.subcommands().isEmpty()
        ? spec.options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .collect(Collectors.joining(", "))
        : String.join(", ", spec.subcommands().keySet());
  }

  private static int fail(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof WrongOptionException || e instanceof BackendUnavailableException) {
      return refuse(command, String.valueOf(e.getMessage()));
    }
    e.printStackTrace(command.getErr());
    return UNEXPECTED;
  }

  private static int refuse(CommandLine command, String message) {
    String verb = command.getParent() == null ? "" : command.getCommandName() + ": ";
    command.getErr().println("benchmarks: " + verb + message.replaceAll("\\s*\\R\\s*", " "));
    return WRONG_OPTION;
  }
}
