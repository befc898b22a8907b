package org.vae4j.cli;

import com.google.inject.Inject;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vae completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes verbs and options in bash and zsh.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae completion > ~/.local/share/bash-completion/completions/vae",
      "  vae completion > vae-completion.sh && source vae-completion.sh"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec CommandSpec spec = CommandSpec.create();

  @Inject
  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("vae", spec.root().commandLine()));
    return ExitCode.OK;
  }
}
