package org.vae4j.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** The verbs, in the order of {@code vae --help}. */
final class Verbs {
  private static final List<Class<?>> ALL =
      List.of(
          TrainCommand.class,
          ResumeCommand.class,
          SampleCommand.class,
          ReconstructCommand.class,
          EncodeCommand.class,
          InterpolateCommand.class,
          TraverseCommand.class,
          EvaluateCommand.class,
          ExploreCommand.class,
          ScoreCommand.class,
          ExportCommand.class,
          InfoCommand.class,
          BackendsCommand.class,
          VerifyCommand.class,
          CompletionCommand.class);

  private Verbs() {}

  /**
   * Adds the verbs to {@code vae}. One that the arguments don't name is a name and a description:
   * making all of them whole would take a third of the start.
   */
  static void addTo(CommandLine vae, IFactory factory, List<String> args) {
    boolean all = args.stream().anyMatch(Verbs::needsAll);
    for (Class<?> verb : ALL) {
      Command about = verb.getAnnotation(Command.class);
      vae.addSubcommand(
          about.name(),
          all || args.contains(about.name())
              ? new CommandLine(verb, factory)
              : new CommandLine(nameAndDescription(about)));
    }
  }

  /** Two verbs use others. */
  private static boolean needsAll(String arg) {
    return arg.equals("completion") || arg.equals("resume");
  }

  private static CommandSpec nameAndDescription(Command about) {
    CommandSpec spec = CommandSpec.create().name(about.name());
    spec.usageMessage().description(about.description());
    return spec;
  }
}
