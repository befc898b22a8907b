package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that reads images while a part of its memory is in use, and says how many there are.
 */
final class ReadIdx {
  private static final int USED_MEGABYTES = 14;

  private ReadIdx() {}

  public static void main(String[] args) throws IOException {
    byte[][] used = new byte[USED_MEGABYTES][1 << 20];
    System.out.println(Idx.read(Path.of(args[0]), null).size() + " images beside " + used.length);
  }
}
