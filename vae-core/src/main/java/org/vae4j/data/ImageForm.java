package org.vae4j.data;

/**
 * Rows are images: channel after channel, each row-major.
 *
 * @param height rows of pixels
 * @param width pixels in a row
 * @param channels 1 for grey, 3 for red, green and blue
 * @param scaling what bytes are mapped to
 */
public record ImageForm(int height, int width, int channels, Scaling scaling) implements DataForm {

  /** Checks the sizes. */
  public ImageForm {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE / 3) {
      throw new IllegalArgumentException(
          "images: " + height + "×" + width + " pixels, expected sides of 1 or more");
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "images: " + channels + " channels, expected 1 (grey) or 3 (red, green, blue)");
    }
  }

  @Override
  public int features() {
    return height * width * channels;
  }

  /** Returns the same form with bytes mapped to another interval. */
  public ImageForm withScaling(Scaling other) {
    return new ImageForm(height, width, channels, other);
  }

  @Override
  public String describe() {
    return "images of " + size() + (channels == 1 ? "" : " in colour");
  }

  /** Returns WIDTHxHEIGHT. */
  public String size() {
    return width + "x" + height;
  }
}
