package org.vae4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952), of one member after the other to the end of the file.
 * Java's own stream takes whatever stands behind a member and is none for the end; here it is
 * refused, and so are flags and methods that the format doesn't know, names of more than 64 KB, and
 * many members with next to nothing in them, which take time and give nothing.
 */
public final class GzipInput extends InflaterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** The longest name or comment; names of files are shorter. */
  private static final int MOST_TEXT = 1 << 16;

  /** A file may have this many members, and one more for each {@link #MEMBER_BYTES} unpacked. */
  private static final int FREE_MEMBERS = 1 << 12;

  private static final int MEMBER_BYTES = 256;

  private final PushbackInputStream source;
  private final CRC32 headerChecksum = new CRC32();
  private final CRC32 checksum = new CRC32();
  private long members;
  private long unpacked;
  private boolean ended;

  /**
   * Reads the first member's header.
   *
   * @throws ZipException from here and from reading, if the format is violated
   * @throws EOFException likewise, if the file is cut off
   */
  public GzipInput(InputStream in) throws IOException {
    this(new PushbackInputStream(in, BUFFER));
  }

  private GzipInput(PushbackInputStream source) throws IOException {
    super(source, new Inflater(true), BUFFER);
    this.source = source;
    header(next());
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (!ended) {
      int got = super.read(target, from, count);
      if (got > 0) {
        checksum.update(target, from, got);
        unpacked += got;
        return got;
      }
      trailer();
      int first = source.read();
      if (first < 0) {
        ended = true;
      } else {
        inf.reset();
        checksum.reset();
        header(first);
      }
    }
    return -1;
  }

  private void header(int first) throws IOException {
    members++;
    if (members > FREE_MEMBERS + unpacked / MEMBER_BYTES) {
      throw new ZipException(
          members + " members with only " + unpacked + " bytes in them; unpack it and zip it anew");
    }
    headerChecksum.reset();
    headerChecksum.update(first);
    if (first != MAGIC_1 || next() != MAGIC_2) {
      throw new ZipException("bytes after its end that are no gzip member");
    }
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw new ZipException("method " + method + " with flags " + flags + ", unknown to gzip");
    }
    skip(6); // time, compression level, operating system
    if ((flags & EXTRA) != 0) {
      skip(twoBytes());
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    int actual = (int) headerChecksum.getValue() & 0xffff;
    if ((flags & HEADER_CHECKSUM) != 0 && twoBytes() != actual) {
      throw new ZipException("a header that doesn't fit its checksum");
    }
  }

  private void trailer() throws IOException {
    if (!inf.finished()) {
      throw new ZipException("a member that asks for a dictionary");
    }
    int rest = inf.getRemaining();
    source.unread(buf, len - rest, rest);
    if (fourBytes() != checksum.getValue()) {
      throw new ZipException("content that doesn't fit its checksum");
    }
    if (fourBytes() != (inf.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("content that doesn't fit its length");
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  /** Skips a text and the zero behind it. */
  private void skipText() throws IOException {
    for (int length = 0; next() != 0; length++) {
      if (length == MOST_TEXT) {
        throw new ZipException("a name or comment of more than " + MOST_TEXT + " bytes");
      }
    }
  }

  private long fourBytes() throws IOException {
    return twoBytes() | (long) twoBytes() << 16;
  }

  private int twoBytes() throws IOException {
    return next() | next() << 8;
  }

  private int next() throws IOException {
    int value = source.read();
    if (value < 0) {
      throw new EOFException("a gzip file that ends inside of a member");
    }
    headerChecksum.update(value);
    return value;
  }

  /** Gives the inflater's memory back, too: the superclass does so with its own only. */
  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}
