package org.vae4j.io;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes many images as one PNG, side by side. */
public final class ImageGrid {
  private static final byte SEPARATOR = 96;

  private ImageGrid() {}

  /** Writes a grid of grey images without enlarging; see the last method. */
  public static void write(
      Path file, float[][] images, int height, int width, int columns, float low, float high)
      throws IOException {
    write(file, images, height, width, columns, low, high, 1);
  }

  /** Writes a grid of grey images; see the next method. */
  public static void write(
      Path file,
      float[][] images,
      int height,
      int width,
      int columns,
      float low,
      float high,
      int zoom)
      throws IOException {
    write(file, images, 1, height, width, columns, low, high, zoom);
  }

  /**
   * Writes a PNG of the images, row by row, with a grey line of one pixel between them. Equal
   * arguments give equal bytes on the same Java.
   *
   * @param images one or more, channels × height × width values each
   * @param channels 1 for grey, 3 for red, green and blue
   * @param columns images in a row
   * @param low this value and less is black, as is NaN
   * @param high this value and more is white
   * @param zoom each value becomes zoom × zoom pixels
   */
  public static void write(
      Path file,
      float[][] images,
      int channels,
      int height,
      int width,
      int columns,
      float low,
      float high,
      int zoom)
      throws IOException {
    check(images, channels, height, width, columns, low, high, zoom);
    int across = Math.min(columns, images.length);
    int down = (images.length + columns - 1) / columns;
    BufferedImage picture =
        new BufferedImage(
            side("width", across, width, zoom),
            side("height", down, height, zoom),
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, SEPARATOR);
    for (int i = 0; i < images.length; i++) {
      int top = i / columns * (height * zoom + 1);
      int left = i % columns * (width * zoom + 1);
      for (int y = 0; y < height * zoom; y++) {
        int at = ((top + y) * picture.getWidth() + left) * channels;
        for (int x = 0; x < width * zoom; x++) {
          for (int c = channels - 1; c >= 0; c--) { // the last channel stands first: BGR
            float value = images[i][(c * height + y / zoom) * width + x / zoom];
            pixels[at++] = level(value, low, high);
          }
        }
      }
    }
    writePng(file, picture);
  }

  private static byte level(float value, float low, float high) {
    float clamped = Math.min(Math.max(value, low), high);
    return (byte) Math.round((clamped - low) / (high - low) * 255);
  }

  private static int side(String name, int count, int size, int zoom) {
    long side = count * ((long) size * zoom + 1) - 1;
    if (side > 32_767) {
      throw new IllegalArgumentException(
          "image grid: " + name + " is " + side + " pixels, expected at most 32767; draw fewer");
    }
    return (int) side;
  }

  private static void check(
      float[][] images,
      int channels,
      int height,
      int width,
      int columns,
      float low,
      float high,
      int zoom) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "image grid: " + channels + " channels, expected 1 (grey) or 3 (red, green, blue)");
    }
    if (images.length < 1 || height < 1 || width < 1 || columns < 1 || zoom < 1) {
      throw new IllegalArgumentException(
          "image grid: %d images of %d×%d, %d columns, zoom %d; expected 1 or more of each"
              .formatted(images.length, height, width, columns, zoom));
    }
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "image grid: values from " + low + " to " + high + ", expected low < high");
    }
    for (float[] image : images) {
      if (image.length != (long) channels * height * width) {
        throw new IllegalArgumentException(
            "image grid: an image has %d values, expected %s%d×%d"
                .formatted(image.length, channels == 1 ? "" : "3×", height, width));
      }
    }
  }

  private static void writePng(Path file, BufferedImage picture) throws IOException {
    ImageWriter png = ImageIO.getImageWritersByFormatName("png").next();
    try {
      AtomicFile.write(
          file,
          out -> {
            try (var stream = new MemoryCacheImageOutputStream(out)) {
              png.setOutput(stream);
              png.write(picture);
            }
          });
    } finally {
      png.dispose();
    }
  }
}
