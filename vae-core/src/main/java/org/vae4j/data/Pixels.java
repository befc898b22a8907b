package org.vae4j.data;

/** Where the bytes of images are. Safe for use by many threads. */
public interface Pixels {

  /** Returns the number of images. */
  int size();

  /**
   * Copies an image.
   *
   * @param image its number, from 0, below {@link #size}
   * @param target has the length of an image. Modified.
   */
  void read(int image, byte[] target);
}
