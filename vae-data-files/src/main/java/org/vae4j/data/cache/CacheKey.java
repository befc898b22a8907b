package org.vae4j.data.cache;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.vae4j.io.Sha256;

/**
 * What rows were made of.
 *
 * @param source the file or folder that the user named
 * @param options how it was read
 * @param files all files that were read
 */
public record CacheKey(Path source, String options, List<SourceFile> files) {
  private static final int NAME = 40;

  /** Keeps the list as it is now. */
  public CacheKey {
    source = source.toAbsolutePath().normalize();
    files = List.copyOf(files);
  }

  /** Returns the beginning of the names of all files that were made of this source in this way. */
  String slot() {
    MessageDigest digest = Sha256.digest();
    add(digest, source.toString());
    add(digest, options);
    Path last = source.getFileName();
    String name = (last == null ? "data" : last.toString()).replaceAll("[^A-Za-z0-9_.-]", "_");
    return (name.length() > NAME ? name.substring(0, NAME) : name)
        + "-"
        + Sha256.hex(digest).substring(0, 16)
        + "-";
  }

  /** Returns what changes with the files. */
  String fingerprint() {
    MessageDigest digest = Sha256.digest();
    for (SourceFile file : files) {
      add(digest, source.relativize(file.path().toAbsolutePath().normalize()).toString());
      add(digest, file.size() + " " + file.modified() + " " + file.state());
    }
    return Sha256.hex(digest).substring(0, 32);
  }

  /** Returns when the file that changed last did, in milliseconds. */
  long lastChange() {
    return files.stream().mapToLong(SourceFile::lastChange).max().orElse(0);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
