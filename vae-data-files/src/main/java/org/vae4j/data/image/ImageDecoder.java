package org.vae4j.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.FileFormat;
import org.vae4j.io.MalformedFileException;

/**
 * Decodes PNG, JPEG, GIF and BMP, told apart by content. Palettes are looked up; 16 bits become 8;
 * what is transparent shows white; of an animation the first frame is taken; a JPEG is turned as
 * its EXIF orientation says; gamma and colour profiles have no effect.
 */
final class ImageDecoder {
  /** The most pixels that an image may claim to have: 2^26. */
  static final int MOST_PIXELS = 1 << 26;

  /** A decoder goes through no more pixels than this in all scans of a JPEG, and 2^16 at least. */
  private static final long MOST_SCANNED = 1L << 31;

  private static final int LEAST_SCANNED = 1 << 16;
  private static final int BMP_CORE_HEADER = 12;

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
    Picture picture = use(reader -> picture(reader.read(0)));
    return "jpeg".equals(format())
        ? picture.oriented(new JpegHeader(content).orientation())
        : picture;
  }

  private <T> T use(Use<T> use) throws IOException {
    String format = format();
    if (format == null) {
      FileFormat other = FileFormat.of(content);
      throw new MalformedFileException(
          file,
          content.length == 0
              ? "nothing in it"
              : other == null ? "neither PNG, JPEG, GIF nor BMP" : other.title(),
          "an image in PNG, JPEG, GIF or BMP; convert it, or move it out of the folder");
    }
    if (format.equals("bmp")) {
      checkBmp(); // its reader looks into the image inside already for the size
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
      check(format, (long) width * height);
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
    FileFormat format = FileFormat.of(content);
    if (format == null) {
      return content.length > 1 && content[0] == 'B' && content[1] == 'M' ? "bmp" : null;
    }
    return switch (format) {
      case PNG -> "png";
      case JPEG -> "jpeg";
      case GIF -> "gif";
      default -> null;
    };
  }

  /** Refuses what takes the decoder long, or leads it to read what was not checked. */
  private void check(String format, long pixels) throws MalformedFileException {
    switch (format) {
      case "jpeg" -> checkJpeg(pixels);
      case "gif" -> {
        long held = GifPixels.count(content, pixels);
        if (held < pixels) {
          throw new MalformedFileException(
              file, "a gif with data for " + held + " pixels", pixels + ", as its header says");
        }
      }
      default -> {
        // the decoders refuse the others without enough data
      }
    }
  }

  private void checkJpeg(long pixels) throws MalformedFileException {
    JpegHeader header = new JpegHeader(content);
    if (header.components() > 3) {
      throw new MalformedFileException(
          file,
          "a jpeg in CMYK or another model of " + header.components() + " colours",
          "one in grey or red, green and blue; convert it, such as with"
              + " magick OLD.jpg -colorspace sRGB NEW.jpg");
    }
    long most = MOST_SCANNED / Math.max(LEAST_SCANNED, pixels);
    if (header.scans() > most) {
      throw new MalformedFileException(
          file,
          "a jpeg of " + pixels + " pixels in " + header.scans() + " scans",
          "at most " + most + " scans for such a size; save it again without progressive scans");
    }
  }

  private void checkBmp() throws MalformedFileException {
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(content, 38)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(14) == BMP_CORE_HEADER) {
      return;
    }
    int compression = header.getInt(30);
    if (compression == 4 || compression == 5) {
      throw new MalformedFileException(
          file,
          "a bmp around a " + (compression == 4 ? "JPEG" : "PNG"),
          "a bmp with pixels of its own; save it again, such as as PNG");
    }
    long claimed = Integer.toUnsignedLong(header.getInt(34));
    if (claimed > content.length) {
      throw new MalformedFileException(
          file, "a bmp header that claims " + claimed + " bytes of pixels", "fewer than the file");
    }
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
