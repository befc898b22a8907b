package org.vae4j.data.image;

import java.util.Arrays;

/**
 * Counts the pixels that the data of a GIF's first image hold, by the lengths of what its LZW codes
 * stand for. Decoders show what is missing as one color and say nothing.
 */
final class GifPixels {
  private static final int HEADER_BYTES = 13;
  private static final int DESCRIPTOR_BYTES = 10;
  private static final int MOST_CODES = 1 << 12;

  private final byte[] content;
  private int at;
  private int blockEnd;
  private int buffer;
  private int buffered;

  private GifPixels(byte[] content) {
    this.content = content;
  }

  /** Returns how many pixels there are, at most {@code enough}. */
  static long count(byte[] content, long enough) {
    GifPixels gif = new GifPixels(content);
    return gif.findImage() ? gif.codes(enough) : 0;
  }

  private int unsigned(int place) {
    return place < content.length ? content[place] & 0xFF : 0;
  }

  private static int paletteBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Moves behind the descriptor of the first image. */
  private boolean findImage() {
    at = HEADER_BYTES + paletteBytes(unsigned(10));
    while (at < content.length) {
      switch (unsigned(at)) {
        case ',' -> {
          at += DESCRIPTOR_BYTES + paletteBytes(unsigned(at + DESCRIPTOR_BYTES - 1));
          return true;
        }
        case '!' -> {
          at += 2;
          while (unsigned(at) > 0) {
            at += 1 + unsigned(at);
          }
          at++;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private long codes(long enough) {
    int literalBits = unsigned(at++);
    if (literalBits < 1 || literalBits > 11) {
      return 0;
    }
    blockEnd = at;
    int clear = 1 << literalBits;
    int[] lengths = new int[MOST_CODES];
    Arrays.fill(lengths, 0, clear, 1);
    int next = clear + 2;
    int bits = literalBits + 1;
    int before = 0;
    long pixels = 0;
    while (pixels < enough) {
      int code = code(bits);
      if (code == clear) {
        next = clear + 2;
        bits = literalBits + 1;
        before = 0;
        continue;
      }
      boolean known = code >= 0 && code < next && code != clear + 1;
      boolean begun = code == next && before > 0;
      if (!known && !begun) {
        break; // the end, or damage that the decoder sees
      }
      int length = known ? lengths[code] : before + 1;
      if (before > 0 && next < MOST_CODES) {
        lengths[next++] = before + 1;
        bits = Math.max(bits, Math.min(12, 32 - Integer.numberOfLeadingZeros(next)));
      }
      pixels += length;
      before = length;
    }
    return Math.min(pixels, enough);
  }

  /** Returns the next code, or -1 at the end of the data. */
  private int code(int bits) {
    while (buffered < bits) {
      if (at == blockEnd) {
        int length = unsigned(at++);
        if (length == 0) {
          return -1;
        }
        blockEnd = at + length;
      }
      if (at >= content.length) {
        return -1;
      }
      buffer |= unsigned(at++) << buffered;
      buffered += 8;
    }
    int code = buffer & ((1 << bits) - 1);
    buffer >>>= bits;
    buffered -= bits;
    return code;
  }
}
