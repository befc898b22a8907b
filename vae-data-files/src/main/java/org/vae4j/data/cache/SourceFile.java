package org.vae4j.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.vae4j.io.MalformedFileException;

/**
 * A file at one moment. If its size, times and identity are the same later, so is its content.
 *
 * @param path where it is
 * @param size bytes
 * @param modified when its content was last changed, as programs may say
 * @param state what else tells this content from another, such as when the file system itself last
 *     saw a change
 */
public record SourceFile(Path path, long size, FileTime modified, String state) {

  /**
   * Looks at a file.
   *
   * @throws MalformedFileException if it is a folder, or can't be read more than once
   */
  public static SourceFile of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new MalformedFileException(
          path,
          attributes.isDirectory() ? "a folder" : "a pipe or device, which can be read once only",
          "a plain file");
    }
    Object changed = null;
    try {
      changed = Files.getAttribute(path, "unix:ctime");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // not a file system that keeps it
    }
    return new SourceFile(
        path,
        attributes.size(),
        attributes.lastModifiedTime(),
        Objects.toString(attributes.fileKey()) + " " + changed);
  }

  /**
   * Makes sure that the file is as it was.
   *
   * @throws IOException if it has been written to since
   */
  public void checkUnchanged() throws IOException {
    SourceFile now = of(path);
    if (!now.equals(this)) {
      throw new IOException(
          path
              + ": changed while it was read ("
              + size
              + " bytes before, "
              + now.size
              + " after); try again when nothing writes to it");
    }
  }

  /** Returns when the content was last changed, in milliseconds. */
  long lastChange() {
    return modified.toMillis();
  }
}
