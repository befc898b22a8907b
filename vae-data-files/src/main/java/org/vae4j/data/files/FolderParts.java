package org.vae4j.data.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;

/**
 * The parts of a folder: its subfolders that are called as parts are, whatever the case of their
 * letters. A folder of classes, of which one is called so by chance, has none.
 */
final class FolderParts {
  /** What rows are for. */
  enum Part {
    TRAIN,
    VALIDATION,
    TEST;

    static @Nullable Part called(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "train", "training" -> TRAIN;
        case "val", "valid", "validation" -> VALIDATION;
        case "test", "testing" -> TEST;
        default -> null;
      };
    }
  }

  private static final int SHOWN = 5;

  private final Map<Part, Path> folders = new EnumMap<>(Part.class);
  private final List<String> others = new ArrayList<>();
  private boolean otherFolders;

  private FolderParts() {}

  /**
   * Looks for parts.
   *
   * @throws MalformedFileException if two subfolders are the same part, or if all subfolders are
   *     parts and none is to train with
   */
  static FolderParts of(Path folder) throws IOException {
    FolderParts found = new FolderParts();
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(all::add);
    }
    all.sort(null);
    for (Path entry : all) {
      found.add(folder, entry);
    }
    if (!found.folders.isEmpty() && !found.otherFolders && !found.folders.containsKey(Part.TRAIN)) {
      throw new MalformedFileException(
          folder,
          "the parts " + found.names() + " and none called train",
          "one to train with; add it, or give one of these folders by itself");
    }
    return found;
  }

  private void add(Path folder, Path entry) throws MalformedFileException {
    String name = String.valueOf(entry.getFileName());
    if (name.startsWith(".")) {
      return;
    }
    boolean directory = Files.isDirectory(entry);
    Part part = directory ? Part.called(name) : null;
    if (part == null) {
      others.add(name);
      otherFolders |= directory;
      return;
    }
    Path before = folders.put(part, entry);
    if (before != null) {
      throw new MalformedFileException(
          folder,
          "both " + before.getFileName() + " and " + name,
          "one folder for each part; rename or move one of them");
    }
  }

  /** Whether the folder is one of parts: with rows to train with, and others or nothing else. */
  boolean apply() {
    return folders.containsKey(Part.TRAIN) && (folders.size() > 1 || !otherFolders);
  }

  @Nullable Path folder(Part part) {
    return folders.get(part);
  }

  private String names() {
    return String.join(
        ", ", folders.values().stream().map(path -> String.valueOf(path.getFileName())).toList());
  }

  /** Adds what a reader should hear of names that are not used as they may have been meant. */
  void note(Path folder, List<String> notes) {
    if (apply() && !others.isEmpty()) {
      notes.add(folder + ": the parts are " + names() + "; left out beside them: " + shown(others));
    } else if (!apply() && !folders.isEmpty()) {
      notes.add(
          folder
              + ": "
              + names()
              + " taken as a label beside "
              + shown(others)
              + ", not as a part; a folder of parts has train and test or val");
    }
  }

  private static String shown(List<String> names) {
    int more = names.size() - SHOWN;
    String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return more > 0 ? some + " and " + more + " more" : some;
  }
}
