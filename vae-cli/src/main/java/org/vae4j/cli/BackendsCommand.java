package org.vae4j.cli;

import com.google.inject.Inject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.BackendInfo;
import org.vae4j.tensor.BackendProvider;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.Probe;
import picocli.CommandLine.Command;

/** {@code vae backends}. */
@Command(
    name = "backends",
    description = "Show the engines: which are found, and which run here.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  vae backends",
      "  vae backends --debug          with the stack trace if looking for engines fails"
    })
final class BackendsCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("ENGINE", "FOUND", "RUNS HERE", "VERSION", "BLAS", "THREADS");

  private final Console console;
  private final Backends backends;

  @Inject
  BackendsCommand(Console console, Backends backends) {
    this.console = console;
    this.backends = backends;
  }

  @Override
  public Integer call() {
    List<List<String>> table = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    table.add(HEADINGS);
    for (BackendProvider provider : backends.providers()) {
      Probe probe = provider.probe();
      if (probe.available()) {
        table.add(running(provider));
      } else {
        table.add(List.of(provider.name(), "yes", "no", "-", "-", "-"));
        notes.add(provider.name() + " can't run here: " + probe.detail());
      }
    }
    for (String name : Backends.known()) {
      if (backends.providers().stream().noneMatch(found -> found.name().equals(name))) {
        table.add(List.of(name, "no", "-", "-", "-", "-"));
        notes.add(name + " is not on the class path: add org.vae4j:vae-backend-" + name);
      }
    }
    backends.broken().forEach(failure -> notes.add("an engine is broken: " + failure));
    print(table, notes);
    return ExitCode.OK;
  }

  private static List<String> running(BackendProvider provider) {
    try (Backend backend = provider.create()) {
      BackendInfo info = backend.info();
      return List.of(
          info.name(), "yes", "yes", info.version(), info.blas(), String.valueOf(info.threads()));
    }
  }

  private void print(List<List<String>> table, List<String> notes) {
    PrintWriter out = console.out();
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    notes.forEach(out::println);
    backends.providers().stream()
        .filter(provider -> provider.probe().available())
        .findFirst()
        .ifPresent(
            best ->
                out.println(
                    "Without --backend, " + best.name() + " is taken: " + backends.reason(best)));
  }
}
