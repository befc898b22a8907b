package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.RegularFile;
import org.vae4j.train.Checkpoint;
import org.vae4j.train.Checkpoints;
import org.vae4j.view.report.RunReport;

/**
 * Where a training leaves its files.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
  private static final String LOCK = ".lock";
  private static final int MOST = 1_000_000;

  /** Refuses a place that holds something already. */
  static void checkFree(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw CommandException.usage("--out " + path + " is a file, expected a folder to create");
    }
    try (Stream<Path> content = Files.list(path)) {
      if (!content.allMatch(RunFolder::isOfAStart)) {
        throw CommandException.usage(
            "--out " + path + " is not empty; give another folder, or remove this one first");
      }
    } catch (IOException e) {
      throw cannotCreate(path, e);
    }
  }

  /** Whether a run that ended before it had a record leaves such a file. */
  private static boolean isOfAStart(Path file) {
    return file.endsWith(LOCK) || AtomicFile.isLeftover(file);
  }

  /** Takes the folder of a run to go on with. */
  static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.exists(path)) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          path + ": no such run folder; 'vae train --out " + path + "' makes it");
    }
    if (!Files.exists(folder.record())) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          path
              + ": there is no "
              + ModelSource.RECORD
              + " in it, so no training began there; 'vae train --out "
              + path
              + "' begins one");
    }
    return folder;
  }

  /** Makes the folder, which may be there if it is empty. */
  static RunFolder create(Path path) {
    checkFree(path);
    try {
      Files.createDirectories(path);
      return new RunFolder(path);
    } catch (IOException e) {
      throw cannotCreate(path, e);
    }
  }

  /** Makes the first folder {@code prefix-1}, {@code prefix-2} and so on that is not there yet. */
  static RunFolder createNext(Path parent, String prefix) {
    Path path = parent;
    try {
      Files.createDirectories(parent);
      for (int number = 1; number < MOST; number++) {
        path = parent.resolve(prefix + "-" + number);
        if (!Files.exists(path) && claim(path)) {
          return create(path);
        }
      }
    } catch (IOException e) {
      throw cannotCreate(path, e);
    }
    throw new CommandException(
        ExitCode.CANNOT_CREATE, parent + " holds " + MOST + " runs; give a folder with --out");
  }

  private static boolean claim(Path path) throws IOException {
    try {
      Files.createDirectory(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static CommandException cannotCreate(Path path, IOException e) {
    String reason =
        e instanceof AccessDeniedException denied
            ? denied.getFile() + ": permission denied"
            : e instanceof FileAlreadyExistsException file
                ? file.getFile() + " is a file"
                : Failures.message(e);
    return new CommandException(
        ExitCode.CANNOT_CREATE,
        "can't create the run folder " + path + ": " + reason + "; give another one with --out",
        e);
  }

  /** Says that training can't go on because the disk is full, read-only, or the like. */
  CommandException cannotWrite(IOException e) {
    return new CommandException(
        ExitCode.IO, "can't write to the run folder " + path + ": " + Failures.message(e), e);
  }

  /** Makes the folders inside, and removes what writes left that were cut off. */
  void prepare(Rendering rendering) throws IOException {
    for (Path part : List.of(path, path.resolve(rendering.folder()), images(), checkpoints())) {
      if (!Files.isDirectory(part)) {
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
          throw new FileSystemException(part.toString(), null, "is no folder; remove it");
        }
        Files.createDirectory(part);
      }
      AtomicFile.removeLeftovers(part);
    }
  }

  /**
   * Refuses files of another kind where a training that goes on reads and replaces its own, before
   * anything is changed.
   */
  void checkFiles() throws IOException {
    Map<Path, Integer> most =
        Map.of(
            config(), ConfigFile.MOST_BYTES,
            metrics(), MetricsFile.MOST_BYTES,
            report(), RunReport.MOST_BYTES);
    for (Map.Entry<Path, Integer> file : new TreeMap<>(most).entrySet()) {
      if (Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS)) {
        RegularFile.check(file.getKey(), file.getValue(), "a run's " + file.getKey().getFileName());
      }
    }
  }

  /**
   * Reads the newest checkpoint that is whole and can be read; null if there is none at all.
   *
   * @param warn is told of those that are not
   */
  @Nullable Checkpoint newest(Consumer<String> warn) throws IOException {
    List<String> broken = new ArrayList<>();
    try {
      Checkpoint newest =
          Checkpoints.newest(checkpoints(), failure -> broken.add(Failures.message(failure)));
      broken.forEach(failure -> warn.accept(failure + "; an earlier checkpoint takes its place"));
      return newest;
    } catch (MalformedFileException e) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          e.getMessage()
              + "; no checkpoint can be used: remove "
              + checkpoints()
              + " to begin the run again",
          e);
    } catch (IOException e) {
      throw new CommandException(
          Failures.exitCode(e),
          Failures.message(e) + "; no checkpoint can be read, so the run can't go on",
          e);
    }
  }

  Path lock() {
    return path.resolve(LOCK);
  }

  Path checkpoints() {
    return path.resolve(ModelSource.CHECKPOINTS);
  }

  Path model() {
    return path.resolve(ModelSource.MODEL);
  }

  Path metrics() {
    return path.resolve("metrics.csv");
  }

  Path config() {
    return path.resolve("config.yaml");
  }

  Path record() {
    return path.resolve(ModelSource.RECORD);
  }

  Path report() {
    return path.resolve("report.html");
  }

  Path images() {
    return path.resolve("images");
  }

  Path samples(Rendering rendering) {
    return path.resolve(rendering.folder()).resolve("samples." + rendering.ending());
  }

  Path reconstruction(Rendering rendering, int epoch) {
    return path.resolve(rendering.folder())
        .resolve(
            String.format(Locale.ROOT, "reconstruction-epoch-%02d.%s", epoch, rendering.ending()));
  }
}
