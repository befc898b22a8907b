package org.vae4j.data.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.Sha256;

/**
 * A folder of files with rows in the form in which they are trained on. A file is used again while
 * the files that it was made of are the same by path, size, times and identity, and its own
 * checksum is right. It is removed when a newer one is made of the same source with the same
 * options, or when it was not used for 30 days and another one is made; so is, after a day, what a
 * process left that was killed while it wrote.
 *
 * <p>Nobody but their owner may read the files, or enter a folder that is made for them: they are
 * copies of data that others may not be meant to see.
 *
 * <p>The rows are read through memory maps, so they take no heap. A file that is removed while it
 * is in use stays until that use ends, but on Windows, where it can't be removed before.
 */
public final class RowCache {
  private static final String ENDING = ".rows";
  private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(30);

  /** Nothing is written for so long without a byte that reaches the disk. */
  private static final long WRITING_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** File systems keep times to two seconds at worst. */
  private static final long TIME_GRAIN_MILLIS = 2000;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  /** A cache in a folder, which is made when it is needed. */
  public RowCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The cache of the user: {@code vae4j} in the folder that XDG_CACHE_HOME names, or else in {@code
   * .cache} in the home folder.
   */
  public static RowCache ofUser() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path home =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return new RowCache(home.resolve("vae4j"));
  }

  /** Reads the source and writes its rows. */
  @FunctionalInterface
  public interface Filler {
    /** Adds all rows, and says what they are. */
    void fill(RowWriter rows) throws IOException;
  }

  /**
   * Returns the rows of a source, from the file of an earlier call if that can be used.
   *
   * @throws IOException what {@code filler} throws; or if a source changes while it is read
   */
  public Dataset get(CacheKey key, Filler filler) throws IOException {
    String slot = key.slot();
    Path file = folder.resolve(slot + key.fingerprint() + ENDING);
    CachedRows rows = open(file);
    if (rows == null || rows.fresh()) {
      long now = prepare();
      write(file, key, now, filler);
      rows = open(file);
      removeOthers(slot, file, now);
    } else {
      markUsed(file);
    }
    if (rows == null) {
      throw new IOException(file + ": not as it was written; is the disk sound?");
    }
    return rows.dataset();
  }

  /** Where that can't be written down, the rows can be used none the less. */
  private void markUsed(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(prepare()));
      Files.setPosixFilePermissions(file, OWNER_ONLY); // version 0.1 let others read
    } catch (IOException | UnsupportedOperationException e) {
      // a cache that is read only, or another process has removed the file just now
    }
  }

  private static @Nullable CachedRows open(Path file) throws IOException {
    try {
      return CachedRows.open(file);
    } catch (FileSystemException e) {
      return null; // not there, or not to be opened: what is wrong shows when it is written
    }
  }

  /** Makes the folder, and returns the time there, in milliseconds. */
  private long prepare() throws IOException {
    try {
      Files.createDirectories(folder, AtomicFile.ownerOnly(folder, "rwx------"));
      Path file = Files.createTempFile(folder, ".now", ".tmp");
      try {
        return Files.getLastModifiedTime(file).toMillis();
      } finally {
        Files.delete(file);
      }
    } catch (FileSystemException e) {
      throw new IOException(
          "can't write to the cache folder "
              + folder
              + " ("
              + e
              + "); give another one with --cache",
          e);
    }
  }

  private static void write(Path file, CacheKey key, long now, Filler filler) throws IOException {
    AtomicFile.writePrivate(
        file,
        out -> {
          DigestOutputStream summed = new DigestOutputStream(out, Sha256.digest());
          RowWriter rows = new RowWriter(summed);
          filler.fill(rows);
          for (SourceFile source : key.files()) {
            source.checkUnchanged();
          }
          boolean fresh = key.lastChange() >= now - TIME_GRAIN_MILLIS;
          finish(out, summed, rows.footer(fresh).toBytes());
        });
  }

  private static void finish(OutputStream out, DigestOutputStream summed, byte[] footer)
      throws IOException {
    summed.write(footer);
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    summed.write(length.putInt(footer.length).array());
    out.write(summed.getMessageDigest().digest());
    out.write(CachedRows.MAGIC);
  }

  private void removeOthers(String slot, Path kept, long now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path other : files) {
        if (!other.equals(kept) && isUseless(other, slot, now)) {
          removeIfPossible(other);
        }
      }
    }
  }

  private static boolean isUseless(Path file, String slot, long now) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(ENDING)) {
      return name.startsWith(slot) || isOlder(file, now - KEPT_MILLIS);
    }
    return name.contains(ENDING + ".")
        && AtomicFile.isLeftover(file)
        && isOlder(file, now - WRITING_MILLIS);
  }

  private static boolean isOlder(Path file, long millis) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toMillis() < millis;
    } catch (NoSuchFileException e) {
      return false; // another process has removed it
    }
  }

  /** Another process may have removed it, or, on Windows, be using it. */
  private static void removeIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it goes the next time
    }
  }
}
