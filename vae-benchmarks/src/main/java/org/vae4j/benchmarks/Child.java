package org.vae4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another program.
 *
 * @param environment added to this one's; null takes a variable away
 */
record Child(List<String> command, Map<String, @Nullable String> environment) {

  /** Another JVM with this one's options, which runs a verb of {@link Benchmarks}. */
  static Child java(String verb, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Benchmarks.class.getName(), verb));
    command.addAll(List.of(args));
    return new Child(command, Map.of());
  }

  /** Runs it and returns the last line of its output. */
  String lastLine() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process = builder.start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int status = process.waitFor();
    if (status != 0 || lines.isEmpty()) {
      throw new IOException(
          "benchmark: "
              + String.join(" ", command)
              + " ended with status "
              + status
              + " and "
              + lines.size()
              + " lines; run it alone to see why");
    }
    return lines.get(lines.size() - 1);
  }
}
