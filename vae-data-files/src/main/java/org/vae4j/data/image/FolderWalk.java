package org.vae4j.data.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.vae4j.io.MalformedFileException;

/**
 * All files below a folder, links followed, each real folder once: by its own place if that is
 * below the folder, or else by the first link to it. Names that begin with a dot are passed over.
 */
final class FolderWalk {
  private final List<Path> files = new ArrayList<>();
  private final List<Path> repeated = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final PriorityQueue<Path> links = new PriorityQueue<>(order());

  private FolderWalk() {}

  /**
   * Walks.
   *
   * @throws MalformedFileException if a link leads to a folder that it is in
   */
  static FolderWalk of(Path folder) throws IOException {
    FolderWalk walk = new FolderWalk();
    walk.folders.add(folder);
    while (!walk.folders.isEmpty() || !walk.links.isEmpty()) {
      if (walk.folders.isEmpty()) {
        walk.follow(walk.links.remove());
      } else {
        walk.enter(walk.folders.remove());
      }
    }
    walk.files.sort(order());
    return walk;
  }

  private static Comparator<Path> order() {
    return Comparator.comparing(FileNames::text).thenComparing(Comparator.naturalOrder());
  }

  private void follow(Path link) throws IOException {
    Path parent = link.toAbsolutePath().getParent();
    if (parent != null && parent.toRealPath().startsWith(link.toRealPath())) {
      throw new MalformedFileException(
          link, "a link to a folder that it is in", "folders that end; remove it");
    }
    enter(link);
  }

  private void enter(Path folder) throws IOException {
    if (!seen.add(folder.toRealPath())) {
      repeated.add(folder);
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (String.valueOf(entry.getFileName()).startsWith(".")) {
          continue;
        }
        if (!Files.isDirectory(entry)) {
          files.add(entry);
        } else if (Files.isSymbolicLink(entry)) {
          links.add(entry);
        } else {
          folders.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Returns whatever is no folder, in the order of their names. */
  List<Path> files() {
    return files;
  }

  /** Returns folders that were not entered, for they were read by another way. */
  List<Path> repeated() {
    return repeated;
  }
}
