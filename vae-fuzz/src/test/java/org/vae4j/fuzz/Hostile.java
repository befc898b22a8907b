package org.vae4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.vae4j.io.MalformedFileException;

/** Files with the content that a fuzzer makes, and what a reader may answer to them. */
public final class Hostile {
  private static final Path FOLDER = folder();

  private Hostile() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("vae-fuzz");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of that name and content, which takes the place of the one before. */
  public static Path file(String name, byte[] content) throws IOException {
    Path file = FOLDER.resolve(name);
    Files.write(file, content);
    file.toFile().deleteOnExit();
    return file;
  }

  /** What a reader does. */
  @FunctionalInterface
  public interface Reader {
    /** Reads. */
    void read() throws IOException;
  }

  /** Reads; a file that is not in its format may be refused, in one way only. */
  public static void read(Reader reader) {
    try {
      reader.read();
    } catch (MalformedFileException e) {
      String message = e.getMessage();
      if (message == null
          || !message.contains(": found ")
          || !message.contains(", expected ")
          || message.chars().anyMatch(Character::isISOControl)) {
        throw new AssertionError("a message without what was found and expected: " + message, e);
      }
    } catch (IOException e) {
      throw new AssertionError("not the exception for malformed files", e);
    }
  }

  /** Returns a safetensors file: length of the header, header, data. */
  public static byte[] safeTensors(byte[] header, byte[] data) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  /** Returns the content of a file as gzip has it. */
  public static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
