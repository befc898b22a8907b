package org.vae4j.data.image;

import java.util.Arrays;

/** An image: channel after channel, each row-major, a byte a pixel. */
final class Picture {
  final int width;
  final int height;
  final int channels;
  final byte[] bytes;

  Picture(int width, int height, int channels, byte[] bytes) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.bytes = bytes;
  }

  /** Returns the image with one channel, by the luma of Rec. 601, or three. */
  Picture inColours(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int pixels = width * height;
    byte[] other = new byte[pixels * wanted];
    for (int i = 0; i < pixels; i++) {
      if (wanted == 1) {
        int red = bytes[i] & 0xFF;
        int green = bytes[pixels + i] & 0xFF;
        int blue = bytes[2 * pixels + i] & 0xFF;
        other[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      } else {
        other[i] = other[pixels + i] = other[2 * pixels + i] = bytes[i];
      }
    }
    return new Picture(width, height, wanted, other);
  }

  /**
   * Returns the image upright.
   *
   * @param orientation 1 to 8, as EXIF numbers them: where its first row and column belong
   */
  Picture oriented(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean turned = orientation > 4;
    boolean lastColumnFirst = orientation == 2 || orientation == 3 || orientation > 6;
    boolean lastRowFirst =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int toWidth = turned ? height : width;
    int toHeight = turned ? width : height;
    byte[] other = new byte[bytes.length];
    for (int i = 0; i < other.length; i++) {
      int x = i % toWidth;
      int y = i / toWidth % toHeight;
      int c = i / toWidth / toHeight;
      int column = turned ? y : x;
      int row = turned ? x : y;
      column = lastColumnFirst ? width - 1 - column : column;
      row = lastRowFirst ? height - 1 - row : row;
      other[i] = bytes[(c * height + row) * width + column];
    }
    return new Picture(toWidth, toHeight, channels, other);
  }

  /**
   * Returns the image stretched to a size: each pixel is the mean of the area that it covers where
   * the image becomes smaller, and linear between pixel centres where it becomes larger.
   */
  Picture resized(int toWidth, int toHeight) {
    if (toWidth == width && toHeight == height) {
      return this;
    }
    Resampling across = new Resampling(width, toWidth);
    Resampling down = new Resampling(height, toHeight);
    byte[] other = new byte[toWidth * toHeight * channels];
    double[] row = new double[width];
    double[] narrow = new double[toWidth];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < toHeight; y++) {
        Arrays.fill(row, 0);
        for (int k = down.first(y); k < down.end(y); k++) {
          double weight = down.weight(y, k);
          int from = (c * height + k) * width;
          for (int x = 0; x < width; x++) {
            row[x] += weight * (bytes[from + x] & 0xFF);
          }
        }
        across.apply(row, narrow);
        int at = (c * toHeight + y) * toWidth;
        for (int x = 0; x < toWidth; x++) {
          other[at + x] = (byte) (int) Math.min(255, Math.floor(narrow[x] + 0.5));
        }
      }
    }
    return new Picture(toWidth, toHeight, channels, other);
  }
}
