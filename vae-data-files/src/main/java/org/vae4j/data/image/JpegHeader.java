package org.vae4j.data.image;

/**
 * What the markers of a JPEG say before it is decoded: number of colors, of scans, and how the
 * camera was held. Markers are found as decoders find them: whatever stands between is passed over.
 */
final class JpegHeader {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APPLICATION_1 = 0xE1;
  private static final int[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private final byte[] content;
  private int components;
  private int scans;
  private int orientation = 1;

  JpegHeader(byte[] content) {
    this.content = content;
    int at = 2;
    while (at + 1 < content.length) {
      int marker = content[at] == (byte) 0xFF ? unsigned(at + 1) : 0;
      if (marker == 0 || marker == 0xFF) {
        at += marker == 0xFF || content[at] != (byte) 0xFF ? 1 : 2;
      } else if (marker == END_OF_IMAGE) {
        break;
      } else if (marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += 2; // these stand alone
      } else {
        segment(marker, at + 4);
        at += 2 + Math.max(2, number(at + 2, 2, true));
      }
    }
  }

  private void segment(int marker, int at) {
    if (marker == START_OF_SCAN) {
      scans++;
    } else if (marker == APPLICATION_1 && begins(at)) {
      exif(at + EXIF.length);
    } else if (marker == 0xC0 || (marker > 0xC0 && marker <= 0xCF && marker % 4 != 0)) {
      components = unsigned(at + 5);
    }
  }

  private boolean begins(int at) {
    for (int i = 0; i < EXIF.length; i++) {
      if (unsigned(at + i) != EXIF[i]) {
        return false;
      }
    }
    return true;
  }

  /** Looks for the orientation in the first directory of a TIFF file. */
  private void exif(int tiff) {
    boolean bigEndian = unsigned(tiff) == 'M';
    int directory = number(tiff + 4, 4, bigEndian);
    if (directory < 0 || directory > content.length - tiff) {
      return;
    }
    int entries = number(tiff + directory, 2, bigEndian);
    for (int i = 0; i < entries; i++) {
      int entry = tiff + directory + 2 + i * ENTRY_BYTES;
      if (number(entry, 2, bigEndian) == ORIENTATION
          && number(entry + 2, 2, bigEndian) == SHORT
          && number(entry + 4, 4, bigEndian) == 1) {
        int found = number(entry + 8, 2, bigEndian);
        orientation = found >= 1 && found <= 8 ? found : 1;
      }
    }
  }

  /** Returns a number; zeros stand for what is behind the end. */
  private int number(int at, int bytes, boolean bigEndian) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | unsigned(bigEndian ? at + i : at + bytes - 1 - i);
    }
    return value;
  }

  private int unsigned(int at) {
    return at < content.length ? content[at] & 0xFF : 0;
  }

  /** Returns how many colors a pixel has; 0 if that isn't said. */
  int components() {
    return components;
  }

  /** Returns how often the decoder goes through the image. */
  int scans() {
    return scans;
  }

  /** Returns where the first row and column of the scene are, 1 to 8 as EXIF numbers them. */
  int orientation() {
    return orientation;
  }
}
