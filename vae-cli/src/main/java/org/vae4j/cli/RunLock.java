package org.vae4j.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;

/**
 * Keeps other processes from training in the same folder; the system lifts it if this one dies. It
 * is on two files, {@code .lock} and the settings, so that the removal of one opens no door, and
 * that of both is noticed.
 */
final class RunLock implements AutoCloseable {
  private final RunFolder folder;
  private @Nullable Held first;
  private @Nullable Held second;

  private RunLock(RunFolder folder) {
    this.folder = folder;
  }

  /**
   * A locked file.
   *
   * @param identity tells it from another one in its place; null where the system can't
   */
  private record Held(Path file, FileChannel channel, @Nullable Object identity) {

    /** Whether the file is still in its place. */
    boolean inPlace() {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Objects.equals(now.fileKey(), identity);
      } catch (IOException e) {
        return false;
      }
    }
  }

  static RunLock take(RunFolder folder) throws MalformedFileException {
    RunLock lock = new RunLock(folder);
    try {
      lock.first = lock.hold(folder.lock());
      lock.holdSettings();
      return lock;
    } catch (MalformedFileException e) {
      lock.closeAfter(e);
      throw e;
    } catch (IOException e) {
      lock.closeAfter(e);
      throw folder.cannotWrite(e);
    } catch (RuntimeException e) {
      lock.closeAfter(e);
      throw e;
    }
  }

  /** Holds the settings of the run too, if they are there; again after they were written. */
  void holdSettings() throws IOException {
    Held before = second;
    second = null;
    if (before != null) {
      before.channel().close();
    }
    if (Files.exists(folder.config(), LinkOption.NOFOLLOW_LINKS)) {
      second = hold(folder.config());
    }
  }

  private Held hold(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new MalformedFileException(
          file, "a folder, link, pipe or device", "a regular file; remove it");
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      if (!lock(channel)) {
        throw new CommandException(
            ExitCode.IO, folder.path() + ": another process is training there; wait for its end");
      }
      Object identity = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return new Held(file, channel, identity);
    } catch (IOException | RuntimeException e) {
      closeAfter(e, channel);
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Whether another process may train there too, for both files are gone or others. A folder that
   * is gone is none to train in.
   */
  boolean lost() {
    return !inPlace(first) && !inPlace(second) && Files.isDirectory(folder.path());
  }

  private static boolean inPlace(@Nullable Held held) {
    return held != null && held.inPlace();
  }

  /** Ends a training that would no longer be the only one. */
  void check() {
    if (lost()) {
      throw new CommandException(
          ExitCode.IO,
          folder.path()
              + ": its .lock and config.yaml were removed or replaced during the training, so that"
              + " another process may train there; this one has ended, 'vae resume "
              + folder.path()
              + "' goes on");
    }
  }

  private void closeAfter(Exception failure) {
    for (Held held : new Held[] {first, second}) {
      if (held != null) {
        closeAfter(failure, held.channel());
      }
    }
  }

  private static void closeAfter(Exception failure, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    Held settings = second;
    if (settings != null) {
      settings.channel().close();
    }
    Held lock = first;
    if (lock != null) {
      lock.channel().close();
    }
  }
}
