package org.vae4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Files that are read whole: no pipe that waits for ever, no device or file that fills memory. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Makes sure that a file can be read whole, without opening it.
   *
   * @param most bytes
   * @param what they are, for the message
   * @throws MalformedFileException if it is a folder, pipe or device, or larger
   */
  public static void check(Path file, long most, String what) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new MalformedFileException(
          file, attributes.isDirectory() ? "a folder" : "a pipe or device", "a regular file");
    }
    if (attributes.size() > most) {
      throw tooLarge(file, attributes.size() + " bytes", most, what);
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }

  /**
   * Returns the content of a file.
   *
   * @param most bytes
   * @param what they are, for the message
   * @throws MalformedFileException if it is a folder, pipe or device, or larger
   */
  public static byte[] read(Path file, int most, String what) throws IOException {
    check(file, most, what);
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(most + 1); // files such as those of /proc say that they are empty
    } catch (IOException e) {
      throw named(file, e);
    }
    if (content.length > most) {
      throw tooLarge(file, "more bytes than it says", most, what);
    }
    return content;
  }

  private static MalformedFileException tooLarge(Path file, String found, long most, String what) {
    return new MalformedFileException(file, found, "at most " + most + " of " + what);
  }

  /** Returns a failure to read that names the file, which the system's own, as of a disk, don't. */
  static IOException named(Path file, IOException e) {
    if (e instanceof FileSystemException || e instanceof MalformedFileException) {
      return e;
    }
    FileSystemException named =
        new FileSystemException(file.toString(), null, "can't be read: " + e.getMessage());
    named.initCause(e);
    return named;
  }
}
