package org.vae4j.data;

import org.vae4j.random.RandomStream;

/** Images of bytes 0 and 255, drawn by position, so that an image is the same at each reading. */
final class BinarizedPixels implements Pixels {
  private final Pixels grey;
  private final int first;
  private final RandomStream stream;

  /**
   * Images drawn from others.
   *
   * @param first the image that takes the stream's first draws
   */
  BinarizedPixels(Pixels grey, int first, RandomStream stream) {
    this.grey = grey;
    this.first = first;
    this.stream = stream;
  }

  @Override
  public int size() {
    return grey.size();
  }

  @Override
  public void read(int image, byte[] target) {
    grey.read(image, target);
    long begin = (long) (image - first) * target.length;
    for (int i = 0; i < target.length; i++) {
      int brightness = target[i] & 0xFF;
      if (brightness != 0 && brightness != 255) { // these two are certain, whatever the draw
        target[i] = (byte) (stream.uniform(begin + i) < brightness / 255.0 ? 255 : 0);
      }
    }
  }
}
