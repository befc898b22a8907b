package org.vae4j.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Writes a file so that it is there in full or, after any failure, as it was before. */
public final class AtomicFile {
  private static final int ATTEMPTS = 1000;
  private static final int MOST_BYTES = 240;
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.\\d+\\.tmp");

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Writer {
    /** Writes all content to {@code out}, which is buffered; need not close it. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary file in the same folder, forces it to disk and moves it to its place in
   * one step. If anything fails, the temporary file is removed.
   *
   * @param target a file that may exist; its folder must exist
   */
  public static void write(Path target, Writer writer) throws IOException {
    write(target, writer, false);
  }

  /** Writes a file in the same way that nobody but its owner may read, where systems know that. */
  public static void writePrivate(Path target, Writer writer) throws IOException {
    write(target, writer, true);
  }

  private static void write(Path target, Writer writer, boolean ofOwner) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || target.getFileName() == null) {
      throw new IOException(target + ": is the root of a file system, expected a file to write");
    }
    Path temporary = create(folder, target.getFileName().toString(), ofOwner);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream named = new Named(target, Channels.newOutputStream(channel));
        OutputStream out = new BufferedOutputStream(named, 1 << 16);
        writer.write(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      // only now: once it is moved, a file of its name is another write's
      remove(temporary, e);
      throw e;
    }
    force(folder);
  }

  /** Says which file can't be written: the system's message, as of a full disk, doesn't. */
  private static final class Named extends FilterOutputStream {
    private final Path target;

    Named(Path target, OutputStream out) {
      super(out);
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        if (e.getMessage() == null) {
          throw e; // an interrupt, which its class tells
        }
        FileSystemException named =
            new FileSystemException(target.toString(), null, "can't be written: " + e.getMessage());
        named.initCause(e);
        throw named;
      }
    }
  }

  /** Names the file that was asked for: the system's exception names the temporary one. */
  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (e.getReason() == null) {
        throw e; // its class is the reason
      }
      FileSystemException named =
          new FileSystemException(target.toString(), null, "can't be written: " + e.getReason());
      named.initCause(e);
      throw named;
    }
  }

  private static void remove(Path temporary, Throwable failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Removes what processes left in a folder that ended while they wrote there. */
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : content) {
        if (isLeftover(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Whether a file is, by its name, one that a write began; or else the user's. */
  public static boolean isLeftover(Path file) {
    return LEFTOVER.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** Not Files.createTempFile: that would leave the result readable by its owner only. */
  private static Path create(Path folder, String name, boolean ofOwner) throws IOException {
    String start = "." + shortened(name) + ".";
    FileAttribute<?>[] attributes =
        ofOwner ? ownerOnly(folder, "rw-------") : new FileAttribute<?>[0];
    for (int i = 0; ; i++) {
      try {
        return Files.createFile(folder.resolve(start + i + ".tmp"), attributes);
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** File systems take names of 255 bytes, and a temporary one is longer than its target's. */
  private static String shortened(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  /**
   * Returns what gives a new file these permissions; nothing where the system has no such.
   *
   * @param place in the file system of the new file
   * @param permissions such as rw-------
   */
  public static FileAttribute<?>[] ownerOnly(Path place, String permissions) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return; // Windows can't open a folder; the file itself is on disk and in place by now.
    }
    try (channel) {
      channel.force(true);
    }
  }
}
