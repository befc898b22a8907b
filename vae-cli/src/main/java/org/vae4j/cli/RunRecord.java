package org.vae4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.MalformedFileException;

/** run.json: what was run, where, with what, and how it ended. */
final class RunRecord {
  private static final String FINISHED = "finished";
  private static final String CACHE = "cache";

  private final Path file;
  private final Map<String, @Nullable Object> content;
  private final Map<String, Object> start = new LinkedHashMap<>();

  private RunRecord(Path file, Map<String, @Nullable Object> content) {
    this.file = file;
    this.content = content;
  }

  /** A record of a run that is about to begin. */
  RunRecord(Path file) {
    this(file, new LinkedHashMap<>());
  }

  /** Reads the record of a run. */
  static RunRecord read(Path file) throws IOException {
    RunRecord record = new RunRecord(file, Json.read(file));
    record.settings();
    record.engine();
    return record;
  }

  boolean finished() {
    return FINISHED.equals(content.get("state"));
  }

  /** Returns the most important of it, by name. */
  Map<String, @Nullable Object> summary() throws MalformedFileException {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    for (String key : List.of("state", "started", "version", "java")) {
      summary.put(key, content.get(key));
    }
    summary.put("engine", engine());
    summary.put("data", part("data").get("name"));
    part("results").forEach((key, value) -> summary.put(String.valueOf(key), value));
    return summary;
  }

  /**
   * Returns the options by their names, without those that were not given, and without the cache: a
   * run that comes from elsewhere must not say where files are made and removed.
   */
  Map<String, String> settings() throws MalformedFileException {
    Map<String, String> settings = new LinkedHashMap<>();
    part("settings")
        .forEach(
            (key, value) -> {
              if (value != null && !CACHE.equals(key)) {
                settings.put(String.valueOf(key).replace('_', '-'), String.valueOf(value));
              }
            });
    return settings;
  }

  /** Returns the name of the engine that was used last. */
  String engine() throws MalformedFileException {
    return String.valueOf(part("engine").get("name"));
  }

  /** Refuses data that the run didn't begin with, whatever they are called. */
  void checkData(Data data) throws MalformedFileException {
    Map<?, ?> known = part("data");
    for (Map.Entry<String, @Nullable Object> now : data.describe().entrySet()) {
      String was = String.valueOf(known.get(now.getKey()));
      String is = String.valueOf(now.getValue());
      if (!now.getKey().equals("name") && !was.equals(is)) {
        throw new MalformedFileException(
            data.name(), now.getKey() + " " + is, was + ", as " + file + " has it");
      }
    }
  }

  private Map<?, ?> part(String name) throws MalformedFileException {
    if (content.get(name) instanceof Map<?, ?> part) {
      return part;
    }
    throw new MalformedFileException(file, "no object '" + name + "'", "the record of a run");
  }

  /** Notes a beginning, the first one or a later one; nothing is written yet. */
  void begin(Job job, Instant now, long step) {
    content.put("version", Version.text());
    content.put("state", "unfinished");
    content.put("exit_code", null);
    content.put("message", null);
    content.putIfAbsent("started", now);
    content.put("settings", job.options().recorded());
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
    List<@Nullable Object> starts = new ArrayList<>();
    if (content.get("starts") instanceof List<?> before) {
      starts.addAll(before);
    }
    start.put("time", now);
    start.put("step", step);
    start.put("engine", job.engine().info().name());
    start.put("java", Version.java());
    starts.add(start);
    content.put("starts", starts);
    content.putIfAbsent("results", new Results(job).figures());
  }

  /** Notes when the first step was done. */
  void firstStep(Instant now) {
    start.put("first_step_time", now);
  }

  /** Notes the figures so far and what there is to warn of; nothing is written yet. */
  void progress(Map<String, ? extends @Nullable Object> results, List<String> warnings) {
    content.put("results", results);
    content.put("warnings", warnings);
  }

  /** Returns the figures of a run that has ended, and where it is. */
  Map<String, @Nullable Object> results(RunFolder folder) throws MalformedFileException {
    Map<String, @Nullable Object> results = new LinkedHashMap<>();
    results.put("out", folder.path().toString());
    results.put("engine", engine());
    part("results").forEach((key, value) -> results.put(String.valueOf(key), value));
    return results;
  }

  void finish() throws IOException {
    ended(FINISHED, ExitCode.OK, null);
  }

  /** Notes why training ended early, by a signal or a failure. */
  void ended(Throwable e) throws IOException {
    int exitCode = Failures.exitCode(e);
    ended(StopSignals.isExitCode(exitCode) ? "stopped" : "failed", exitCode, Failures.message(e));
  }

  private void ended(String state, int exitCode, @Nullable String message) throws IOException {
    content.put("state", state);
    content.put("exit_code", exitCode);
    content.put("message", message);
    write();
  }

  /** Writes the record; until it says how the run ended, that is unfinished. */
  void write() throws IOException {
    byte[] bytes = Json.document(content).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }
}
