package org.vae4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code vae}, which does nothing without one of the {@link Verbs}. */
@Command(
    name = "vae",
    description = "Variational autoencoders on three linear-algebra engines.",
    synopsisSubcommandLabel = "VERB",
    sortOptions = false,
    commandListHeading = "%nVerbs:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:verify: a deviation is above the tolerance",
      "2:usage: an option, a name or a size that can't be meant",
      "3:training stopped because the loss is not a finite number",
      "65:a file's content is not what its format or the model requires",
      "66:an input is not there or can't be read",
      "69:the engine is not on the class path or can't run here",
      "70:an error in this program",
      "71:out of memory",
      "73:the output can't be created",
      "74:reading or writing failed on the way",
      "130:training stopped by Ctrl-C, 143: by SIGTERM, 129: by SIGHUP; 'vae resume' goes on"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae train                      train on MNIST, 10 epochs, best engine that runs here",
      "  vae sample runs/mnist-nd4j-1   draw new digits from that model",
      "",
      "'vae VERB --help' says more about each verb."
    })
final class VaeCommand {
  private final Failures failures;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  VaeCommand(Failures failures) {
    this.failures = failures;
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  void debug(boolean wanted) {
    failures.showTraces(wanted);
  }
}
