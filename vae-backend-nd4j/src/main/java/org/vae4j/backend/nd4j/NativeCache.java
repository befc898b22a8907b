package org.vae4j.backend.nd4j;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where JavaCPP unpacks native libraries, and loads those that it finds there. Left alone it takes
 * a directory of a known name beside other temporary files if the home directory can't be written,
 * whoever made it: another user's code would run. Here it is a directory whose owner was checked,
 * or one that was just made.
 */
final class NativeCache implements AutoCloseable {
  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
  private static final int WRITTEN_BY_ALL = 0002;
  private static final int STICKY = 01000;

  private final @Nullable Path temporary;

  private NativeCache(@Nullable Path temporary) {
    this.temporary = temporary;
  }

  /**
   * Tells JavaCPP which directory to take; call it before JavaCPP starts.
   *
   * @throws IOException if no directory is safe; the message says why
   */
  static NativeCache open() throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return new NativeCache(null); // each user's temporary files have a directory of their own
    }
    String asked =
        System.getProperty(PROPERTY, System.getProperty("org.bytedeco.javacpp.cacheDir"));
    if (asked != null) {
      prepare(asked);
      return new NativeCache(null);
    }
    String home = System.getProperty("user.home") + "/.javacpp/cache";
    try {
      prepare(home);
      System.setProperty(PROPERTY, home);
      return new NativeCache(null);
    } catch (IOException e) {
      Path made = temporary(e);
      System.setProperty(PROPERTY, made.toString());
      return new NativeCache(made);
    }
  }

  private static Path temporary(IOException whyNotHome) throws IOException {
    Path made;
    try {
      made = Files.createTempDirectory("vae4j-nd4j");
    } catch (IOException e) {
      throw new IOException(
          "no directory to unpack native libraries to: "
              + whyNotHome.getMessage()
              + "; and none can be made in "
              + System.getProperty("java.io.tmpdir")
              + "; name one of your own with -D"
              + PROPERTY,
          e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made, true)));
    return made;
  }

  /** Makes a directory if it isn't there and sees to it that nobody else puts files there. */
  private static void prepare(String name) throws IOException {
    Path directory;
    try {
      directory = Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException(name + ": is no path here", e);
    }
    if (!directory.isAbsolute()) {
      throw new IOException(name + ": expected an absolute path");
    }
    Path mine;
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      mine = Files.createTempFile(directory, "vae4j", ".tmp");
    } catch (IOException e) {
      throw new IOException(directory + ": can't be written", e);
    }
    try {
      requireOwn(directory.toRealPath(), number(mine, "uid"));
    } finally {
      Files.delete(mine);
    }
  }

  /** Refuses a directory if a user other than {@code user} and root can change what is there. */
  static void requireOwn(Path directory, int user) throws IOException {
    for (Path at = directory; at != null; at = at.getParent()) {
      int owner = number(at, "uid");
      if (owner != user && (owner != 0 || at.equals(directory))) {
        throw new IOException(at + ": belongs to another user");
      }
      int mode = number(at, "mode");
      if ((mode & WRITTEN_BY_ALL) != 0 && ((mode & STICKY) == 0 || at.equals(directory))) {
        throw new IOException(at + ": can be written by every user");
      }
    }
  }

  private static int number(Path file, String attribute) throws IOException {
    return (int) Files.getAttribute(file, "unix:" + attribute);
  }

  /** Removes what was unpacked to a directory for this process alone; what is loaded stays so. */
  @Override
  public void close() {
    if (temporary != null) {
      remove(temporary, false);
    }
  }

  private static void remove(Path directory, boolean itself) {
    List<Path> content;
    try (Stream<Path> walk = Files.walk(directory)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      return; // it is gone, or what can be done has been
    }
    for (Path file : content) {
      if (itself || !file.equals(directory)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          // a few files more beside other temporary ones
        }
      }
    }
  }
}
