package org.vae4j.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.MalformedFileException;

/**
 * Decodes PNG, JPEG, GIF and BMP, told apart by content. Palettes are looked up; 16 bits become 8;
 * what is transparent shows white; of an animation the first frame is taken; orientation (EXIF),
 * gamma and colour profiles have no effect.
 */
final class ImageDecoder {
  /** The most pixels that an image may claim to have: 2^26. */
  static final int MOST_PIXELS = 1 << 26;

  private final Object file;
  private final byte[] content;

  ImageDecoder(Object file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Whether the image, by its header, is in shades of grey only. */
  boolean isGrey() throws IOException {
    return use(
        reader -> {
          ImageTypeSpecifier type = reader.getRawImageType(0);
          if (type == null) {
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            type = types.hasNext() ? types.next() : null;
          }
          return type != null && isGrey(type.getColorModel());
        });
  }

  /** Decodes the image to one channel if it {@link #isGrey}, else to three. */
  Picture decode() throws IOException {
    return use(reader -> picture(reader.read(0)));
  }

  private <T> T use(Use<T> use) throws IOException {
    String format = format();
    if (format == null) {
      throw new MalformedFileException(
          file,
          content.length == 0 ? "nothing in it" : "neither PNG, JPEG, GIF nor BMP",
          "an image in one of these formats; convert it, or move it out of the folder");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> refuseLoss(warning));
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
        throw new MalformedFileException(
            file,
            "a " + format + " header that claims " + width + "x" + height + " pixels",
            "1 to " + MOST_PIXELS + " pixels; make it smaller first");
      }
      return use.of(reader);
    } catch (MalformedFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // readers of hostile files throw all sorts
      throw new MalformedFileException(
          file,
          "a damaged or unusual " + format + " image (" + e.getMessage() + ")",
          "one that can be decoded; save it again, such as as PNG",
          e);
    } finally {
      reader.dispose();
    }
  }

  /** The reader of JPEG says of data that are cut off or damaged, and goes on with grey. */
  private static void refuseLoss(String warning) {
    boolean lost = warning.startsWith("Truncated") || warning.startsWith("Corrupt JPEG data");
    if (lost && !warning.contains("extraneous")) {
      throw new IllegalArgumentException(warning);
    }
  }

  private @Nullable String format() {
    if (begins(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return "png";
    } else if (begins(0xFF, 0xD8, 0xFF)) {
      return "jpeg";
    } else if (begins('G', 'I', 'F', '8')) {
      return "gif";
    }
    return begins('B', 'M') ? "bmp" : null;
  }

  private boolean begins(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= content.length || (content[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGrey(ColorModel colours) {
    if (colours instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private Picture picture(BufferedImage image) throws MalformedFileException {
    ColorModel colours = image.getColorModel();
    int channels = isGrey(colours) ? 1 : 3;
    if (channels == 3
        && !(colours instanceof IndexColorModel)
        && colours.getColorSpace().getType() != ColorSpace.TYPE_RGB) {
      throw new MalformedFileException(
          file, "colours other than grey or red, green and blue", "one of these; convert it");
    }
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] bytes = new byte[channels * width * height];
    Lines lines = new Lines(image.getRaster(), colours, channels);
    for (int y = 0; y < height; y++) {
      for (int c = 0; c < channels; c++) {
        lines.read(y, c, bytes, (c * height + y) * width);
      }
    }
    return new Picture(width, height, channels, bytes);
  }

  /** Reads lines of one channel, laid over white. */
  private static final class Lines {
    private final Raster raster;
    private final @Nullable IndexColorModel palette;
    private final int alpha;
    private final int[] samples;
    private final int[] alphas;

    Lines(Raster raster, ColorModel colours, int channels) {
      this.raster = raster;
      this.palette = colours instanceof IndexColorModel index ? index : null;
      this.alpha = palette == null && colours.hasAlpha() ? channels : -1;
      this.samples = new int[raster.getWidth()];
      this.alphas = new int[raster.getWidth()];
    }

    void read(int y, int channel, byte[] to, int at) {
      raster.getSamples(0, y, samples.length, 1, palette == null ? channel : 0, samples);
      if (alpha >= 0) {
        raster.getSamples(0, y, alphas.length, 1, alpha, alphas);
      }
      for (int x = 0; x < samples.length; x++) {
        int value;
        int opacity = 255;
        if (palette != null) {
          int rgb = palette.getRGB(samples[x]);
          value = (rgb >> (8 * (2 - channel))) & 0xFF;
          opacity = rgb >>> 24;
        } else {
          value = to8Bits(samples[x], channel);
          opacity = alpha < 0 ? 255 : to8Bits(alphas[x], alpha);
        }
        to[at + x] = (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
      }
    }

    private int to8Bits(int sample, int band) {
      int bits = raster.getSampleModel().getSampleSize(band);
      long most = (1L << bits) - 1;
      return bits == 8 ? sample & 0xFF : (int) ((sample * 255L + most / 2) / most);
    }
  }
}
