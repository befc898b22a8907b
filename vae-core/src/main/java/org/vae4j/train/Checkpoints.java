package org.vae4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
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
   * @param broken is told of those that can't be used and would have been further
   * @throws MalformedFileException if there are checkpoints, and none can be used
   */
  public static @Nullable Checkpoint newest(Path folder, Consumer<MalformedFileException> broken)
      throws IOException {
    List<MalformedFileException> failures = new ArrayList<>();
    List<Checkpoint> found = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        found.add(Checkpoint.open(file));
      } catch (MalformedFileException e) {
        failures.add(e);
      }
    }
    found.sort(
        Comparator.comparingLong((Checkpoint c) -> c.progress().step())
            .thenComparingInt(c -> c.progress().epoch())
            .reversed());
    Checkpoint newest = null;
    for (int i = 0; i < found.size() && newest == null; i++) {
      try {
        newest = Checkpoint.read(found.get(i).file());
      } catch (MalformedFileException e) {
        failures.add(e);
      }
    }
    if (newest == null && !failures.isEmpty()) {
      throw failures.get(0);
    }
    failures.forEach(broken);
    return newest;
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
