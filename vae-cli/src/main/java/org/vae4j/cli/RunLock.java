package org.vae4j.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other processes from training in the same folder; the system lifts it if this one dies. */
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static RunLock take(RunFolder folder) {
    try {
      FileChannel channel =
          FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      RunLock lock = new RunLock(channel);
      try {
        if (lock(channel) == null) {
          throw new CommandException(
              ExitCode.IO, folder.path() + ": another process is training there; wait for its end");
        }
        return lock;
      } catch (IOException | CommandException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw folder.cannotWrite(e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
