package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Options and variables that the pages name are there. */
final class DocumentedNamesTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern VERB = Pattern.compile("(?m)^  ([a-z]+)  ");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern COMMAND = Pattern.compile("\\bvae ([a-z]+)\\b([^`#|]*)");
  private static final Pattern VARIABLE = Pattern.compile("\\bVAE_[A-Z_]+");

  /** Lines with commands of other programs. */
  private static final Pattern OTHERS = Pattern.compile("benchmarks/run|tensorboard --logdir");

  private final Map<String, Set<String>> options = new HashMap<>();
  private final Set<String> known = new HashSet<>(Set.of("--version"));

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group()).toList();
  }

  private static Map<Path, List<String>> pages() throws IOException {
    Map<Path, List<String>> pages = new HashMap<>();
    try (Stream<Path> docs = Files.list(TOP.resolve("docs"))) {
      for (Path page : docs.filter(file -> file.toString().endsWith(".md")).toList()) {
        pages.put(page, Files.readAllLines(page));
      }
    }
    for (String page : List.of("README.md", "CONTRIBUTING.md")) {
      pages.put(TOP.resolve(page), Files.readAllLines(TOP.resolve(page)));
    }
    return pages;
  }

  private void readHelp() {
    Cli cli = new Cli(Path.of("unused"));
    String list = cli.run("--help").out();
    Matcher verb = VERB.matcher(list.substring(list.indexOf("Verbs:"), list.indexOf("Exit codes")));
    while (verb.find()) {
      String help = cli.run(verb.group(1), "--help").out();
      options.put(verb.group(1), Set.copyOf(found(OPTION, help)));
      known.addAll(options.get(verb.group(1)));
    }
    assertThat(options).containsKeys("train", "resume", "completion");
  }

  @Test
  void everyOptionIsOneOfItsVerb() throws IOException {
    readHelp();
    List<String> wrong = new ArrayList<>();
    pages()
        .forEach(
            (page, lines) -> {
              for (String line : lines) {
                if (!OTHERS.matcher(line).find()) {
                  wrongIn(line).forEach(name -> wrong.add(page + ": " + name + " in: " + line));
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  private List<String> wrongIn(String line) {
    List<String> wrong = new ArrayList<>(found(OPTION, line));
    wrong.removeAll(known);
    Matcher command = COMMAND.matcher(line);
    while (command.find()) {
      Set<String> own = options.get(command.group(1));
      if (own != null) {
        List<String> named = new ArrayList<>(found(OPTION, command.group(2)));
        named.removeAll(own);
        wrong.addAll(named);
      }
    }
    return wrong;
  }

  @Test
  void everyVariableIsRead() throws IOException {
    String readers =
        code(Files.readString(TOP.resolve("vae")))
            + code(Files.readString(TOP.resolve("benchmarks/run")));
    Set<String> read = Set.copyOf(found(Pattern.compile("(?<=\\$\\{)VAE_[A-Z_]+"), readers));
    assertThat(read).contains("VAE_OPTS");
    Set<String> named = new HashSet<>();
    for (List<String> lines : pages().values()) {
      lines.forEach(line -> named.addAll(found(VARIABLE, line)));
    }
    assertThat(read).containsAll(named);
  }

  private static String code(String script) {
    return script.replaceAll("(?m)^\\s*#.*$", "");
  }
}
