package org.vae4j.data.image;

import org.vae4j.data.ImageForm;

/**
 * How images are read.
 *
 * @param width pixels in a row that images are resized to; 0 to leave them as they are, which must
 *     be all the same then
 * @param height rows of pixels, or 0 as for {@code width}
 * @param colours what becomes of colours
 */
public record ImageOptions(int width, int height, Colours colours) {

  /** What becomes of colours. */
  public enum Colours {
    /** Grey if all files are, or else red, green and blue. */
    AUTO,
    /** One channel: 0.299 red + 0.587 green + 0.114 blue. */
    GREY,
    /** Three channels. */
    RGB
  }

  /** The most pixels that images may be resized to: 2^26, as many as a file may claim. */
  public static final int MOST_PIXELS = ImageDecoder.MOST_PIXELS;

  /** Checks the size. */
  public ImageOptions {
    if (width < 0 || height < 0 || (width == 0) != (height == 0)) {
      throw new IllegalArgumentException(
          "images: size " + width + "x" + height + ", expected two positive numbers, or 0x0");
    }
    if ((long) width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "images: size %dx%d, expected at most %d pixels".formatted(width, height, MOST_PIXELS));
    }
  }

  /** As the files are. */
  public static ImageOptions defaults() {
    return new ImageOptions(0, 0, Colours.AUTO);
  }

  /** Returns how to read what a model of such images takes. */
  public static ImageOptions of(ImageForm form) {
    return new ImageOptions(
        form.width(), form.height(), form.channels() == 1 ? Colours.GREY : Colours.RGB);
  }

  /** Whether images are resized. */
  public boolean resizes() {
    return width > 0;
  }
}
