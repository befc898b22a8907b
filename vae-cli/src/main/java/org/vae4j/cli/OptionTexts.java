package org.vae4j.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options as settings: by their names without the dashes before, with their values as text. */
final class OptionTexts {
  private OptionTexts() {}

  static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** Returns the names of an object's options. */
  static List<String> names(Object options) {
    return CommandSpec.forAnnotatedObject(options).options().stream()
        .map(OptionTexts::name)
        .toList();
  }

  /**
   * Returns those of some options that stood on the command line.
   *
   * @param command the verb, which has parsed its arguments
   */
  static Map<String, String> given(CommandSpec command, Collection<String> names) {
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      if (names.contains(name(option))) {
        List<String> texts = option.originalStringValues();
        given.put(name(option), texts.isEmpty() ? "true" : texts.get(0));
      }
    }
    return given;
  }
}
