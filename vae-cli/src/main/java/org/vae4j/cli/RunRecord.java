package org.vae4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;

/** run.json: what was run, where, with what, and how it ended. */
final class RunRecord {
  private final Path file;
  private final Map<String, @Nullable Object> content = new LinkedHashMap<>();

  RunRecord(Path file, Job job, Instant started) {
    this.file = file;
    content.put("version", Version.text());
    content.put("state", "unfinished");
    content.put("exit_code", null);
    content.put("message", null);
    content.put("started", started);
    content.put("settings", job.settings());
    Map<String, Object> engine = new LinkedHashMap<>();
    engine.put("name", job.engine().info().name());
    engine.put("version", job.engine().info().version());
    engine.put("blas", job.engine().info().blas());
    engine.put("reason", job.engine().reason());
    content.put("engine", engine);
    content.put("data", job.data().describe());
    content.put("java", Version.java());
    content.put("system", Version.os());
    content.put("processors", Runtime.getRuntime().availableProcessors());
  }

  /** Writes the record with the figures so far; if the process dies, it stays unfinished. */
  void progress(Map<String, ? extends @Nullable Object> results) throws IOException {
    content.put("results", results);
    write();
  }

  void finished() throws IOException {
    content.put("state", "finished");
    content.put("exit_code", ExitCode.OK);
    write();
  }

  void failed(Throwable e) throws IOException {
    content.put("state", "failed");
    content.put("exit_code", Failures.exitCode(e));
    content.put("message", Failures.message(e));
    write();
  }

  private void write() throws IOException {
    byte[] bytes = Json.document(content).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }
}
