package org.vae4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.MalformedFileException;

/**
 * A folder of checkpoints that a training keeps up to date: {@code last.safetensors}, {@code
 * best.safetensors} after the epoch with the lowest test loss, and if asked for {@code
 * step-NNNNNN.safetensors} for each time. The last is also written when training ends or is
 * stopped.
 */
public final class Checkpoints implements TrainingListener {
  private static final String SUFFIX = ".safetensors";
  private static final Pattern STEP = Pattern.compile("step-(\\d{1,18})\\" + SUFFIX);

  /** The name of the checkpoint after the best epoch so far. */
  static final String BEST = "best" + SUFFIX;

  private final Path folder;
  private final CheckpointInterval every;
  private final boolean keepAll;
  private long written = System.nanoTime();
  private boolean begun;

  /**
   * Checkpoints for one training.
   *
   * @param folder made when it is needed; its parent must exist
   */
  public Checkpoints(Path folder, CheckpointInterval every, boolean keepAll) {
    this.folder = folder;
    this.every = every;
    this.keepAll = keepAll;
  }

  @Override
  public void onPause(TrainingState state) {
    Progress at = state.progress();
    List<String> names = new ArrayList<>();
    if (at.seen() == 0 && state.settings().course().lastIsBest(at.history())) {
      names.add("best");
    }
    if (every.due(at, System.nanoTime() - written) || state.stopping() || state.finished()) {
      if (keepAll) {
        names.add(String.format(Locale.ROOT, "step-%06d", at.step()));
      }
      names.add("last");
      written = System.nanoTime();
    }
    try {
      if (!names.isEmpty()) {
        write(names, state);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one file, and copies it for the other names. */
  private void write(List<String> names, TrainingState state) throws IOException {
    if (!begun && !Files.isDirectory(folder)) {
      Files.createDirectory(folder); // once: a folder that vanishes later is an error
    }
    begun = true;
    for (String name : names) {
      Path file = folder.resolve(name + SUFFIX);
      if (name.equals(names.get(0))) {
        Checkpoint.write(file, state);
      } else {
        AtomicFile.write(file, out -> Files.copy(folder.resolve(names.get(0) + SUFFIX), out));
      }
    }
  }

  /**
   * Returns the good checkpoint that is furthest, or null if there is no checkpoint.
   *
   * @param broken is told of those that can't be used or read and may have been further
   * @throws MalformedFileException if there are checkpoints, and none can be used
   * @throws IOException if there are checkpoints, and none can be read
   */
  public static @Nullable Checkpoint newest(Path folder, Consumer<IOException> broken)
      throws IOException {
    Map<Path, IOException> failures = new LinkedHashMap<>();
    List<Checkpoint> found = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        found.add(Checkpoint.open(file));
      } catch (IOException e) {
        failures.put(file, e);
      }
    }
    found.sort(
        Comparator.comparingLong((Checkpoint c) -> c.progress().step())
            .thenComparingInt(c -> c.progress().epoch())
            .reversed());
    Checkpoint newest = null;
    for (int i = 0; i < found.size() && newest == null; i++) {
      Path file = found.get(i).file();
      try {
        newest = Checkpoint.read(file);
      } catch (IOException e) {
        failures.put(file, e);
      }
    }
    if (newest == null && !failures.isEmpty()) {
      throw failures.values().iterator().next();
    }
    long step = newest == null ? 0 : newest.progress().step();
    failures.forEach(
        (file, failure) -> {
          if (stepOf(file) >= step) {
            broken.accept(failure);
          }
        });
    return newest;
  }

  /** The step that a file's name tells, or else the furthest there could be. */
  private static long stepOf(Path file) {
    Matcher name = STEP.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content
          .filter(file -> file.getFileName().toString().matches("(last|best|step-\\d+)\\" + SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
