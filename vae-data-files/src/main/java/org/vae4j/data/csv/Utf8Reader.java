package org.vae4j.data.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.vae4j.io.MalformedFileException;

/** Decodes UTF-8, leaves out the byte order mark, and says where bytes are none. */
final class Utf8Reader extends Reader {
  private static final int CHUNK = 1 << 16;

  private final Object file;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).limit(0);
  private long position;
  private long line = 1;
  private boolean ended;
  private boolean begun;

  Utf8Reader(Object file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public int read(char[] target, int at, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(target, at, count).slice();
    if (!begun) {
      begin();
    }
    while (chars.position() == 0) {
      int before = bytes.position();
      CoderResult result = decoder.decode(bytes, chars, ended);
      position += bytes.position() - before;
      if (result.isError()) {
        for (int i = 0; i < chars.position(); i++) {
          line += target[at + i] == '\n' ? 1 : 0;
        }
        throw notUtf8();
      }
      if (chars.position() == 0) {
        if (result.isOverflow()) {
          throw new IllegalArgumentException("utf-8: room for one char, expected two or more");
        }
        if (ended) {
          return -1;
        }
        more();
      }
    }
    for (int i = at; i < at + chars.position(); i++) {
      line += target[i] == '\n' ? 1 : 0;
    }
    return chars.position();
  }

  private void begin() throws IOException {
    begun = true;
    more();
    while (bytes.remaining() < 3 && !ended) {
      more();
    }
    int two = bytes.remaining() < 2 ? 0 : unsigned(0) * 256 + unsigned(1);
    if (two == 0xFFFE || two == 0xFEFF) {
      throw new MalformedFileException(
          file, "text in UTF-16, by its byte order mark", "UTF-8; convert it first");
    }
    if (bytes.remaining() >= 3
        && unsigned(0) == 0xEF
        && unsigned(1) == 0xBB
        && unsigned(2) == 0xBF) {
      bytes.position(bytes.position() + 3);
      position += 3;
    }
  }

  private int unsigned(int i) {
    return bytes.get(bytes.position() + i) & 0xFF;
  }

  private void more() throws IOException {
    bytes.compact();
    int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (got < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + got);
    }
    bytes.flip();
  }

  private MalformedFileException notUtf8() {
    int wrong = bytes.hasRemaining() ? unsigned(0) : 0;
    return new MalformedFileException(
        file,
        "the byte 0x%02x at position %d, line %d, which is not UTF-8"
            .formatted(wrong, position, line),
        "text in UTF-8; convert it first, such as with iconv -f latin1 -t utf-8");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
