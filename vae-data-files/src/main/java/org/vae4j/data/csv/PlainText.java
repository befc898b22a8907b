package org.vae4j.data.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.vae4j.io.FileFormat;
import org.vae4j.io.GzipInput;
import org.vae4j.io.MalformedFileException;

/** The bytes of a file, unpacked if it is gzip by its first two bytes. */
final class PlainText extends FilterInputStream {
  /** A file that unpacks to more than this and {@link #MOST_RATIO} times its size is refused. */
  static final long FREE_BYTES = 64L << 20;

  static final long MOST_RATIO = 200;

  private final Path file;
  private final long most;
  private long count;

  private PlainText(Path file, InputStream in, long most) {
    super(in);
    this.file = file;
    this.most = most;
  }

  static InputStream open(Path file, InputStream raw, long size) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
    if (!FileFormat.isGzip(buffered)) {
      return buffered;
    }
    try {
      return new PlainText(file, new GzipInput(buffered), Math.max(FREE_BYTES, size * MOST_RATIO));
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    int got;
    try {
      got = in.read(to, at, length);
    } catch (IOException e) {
      throw damaged(file, e);
    }
    count += Math.max(0, got);
    if (count > most) {
      throw new MalformedFileException(
          file,
          "a gzip stream that unpacks to more than "
              + most
              + " bytes, "
              + MOST_RATIO
              + " times its size",
          "less; unpack it yourself if it is meant to be so large");
    }
    return got;
  }

  private static IOException damaged(Path file, IOException e) {
    if (e instanceof EOFException) {
      return new MalformedFileException(
          file, "a gzip stream that ends early", "a whole file; copy or download it again", e);
    }
    if (e instanceof ZipException) {
      return new MalformedFileException(
          file,
          "a damaged gzip stream (" + e.getMessage() + ")",
          "a sound file; copy or download it again",
          e);
    }
    return e;
  }
}
