package org.vae4j.view;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.vae4j.data.ImageForm;

/** PNG files in memory, 8 bits a channel; without AWT, whose start costs more than an epoch. */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int LONGEST_SIDE = 96;

  private Png() {}

  /**
   * Returns a PNG.
   *
   * @param pixels from the top row on, height × width × channels bytes
   * @param channels 1 for grey, 3 for red, green, blue
   */
  public static byte[] encode(byte[] pixels, int height, int width, int channels) {
    int stride = width * channels;
    byte[] lines = new byte[height * (stride + 1)]; // each begins with 0: not filtered
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * stride, lines, y * (stride + 1) + 1, stride);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {8, (byte) (channels == 1 ? 0 : 2), 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflate(lines));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] block = new byte[1 << 14];
      while (!deflater.finished()) {
        bytes.write(block, 0, deflater.deflate(block));
      }
      return bytes.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Returns a PNG as an address that needs no network. */
  public static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** Returns the form that {@link #strip} gives an image. */
  public static ImageForm shown(ImageForm form) {
    int factor = factor(form);
    return new ImageForm(
        (form.height() + factor - 1) / factor,
        (form.width() + factor - 1) / factor,
        form.channels(),
        form.scaling());
  }

  private static int factor(ImageForm form) {
    return (Math.max(form.height(), form.width()) + LONGEST_SIDE - 1) / LONGEST_SIDE;
  }

  /** Returns images side by side without a gap; sides above 96 pixels are made smaller. */
  public static byte[] strip(ImageForm form, float[][] images) {
    ImageForm shown = shown(form);
    int line = shown.width() * shown.channels();
    byte[] pixels = new byte[shown.height() * images.length * line];
    for (int i = 0; i < images.length; i++) {
      byte[] image = bytes(shown, shrink(form, images[i]));
      for (int y = 0; y < shown.height(); y++) {
        System.arraycopy(image, y * line, pixels, (y * images.length + i) * line, line);
      }
    }
    return encode(pixels, shown.height(), images.length * shown.width(), shown.channels());
  }

  /** Returns the pixels of an image, the channels of each side by side; NaN is black. */
  public static byte[] bytes(ImageForm form, float[] image) {
    int plane = form.height() * form.width();
    double low = form.scaling().low();
    double high = form.scaling().high();
    byte[] bytes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      double clamped = Math.min(Math.max(image[i], low), high);
      bytes[i % plane * form.channels() + i / plane] =
          (byte) Math.round((clamped - low) / (high - low) * 255);
    }
    return bytes;
  }

  /** Each pixel becomes the mean of a square. */
  private static float[] shrink(ImageForm form, float[] image) {
    int factor = factor(form);
    if (factor == 1) {
      return image;
    }
    ImageForm shown = shown(form);
    int plane = shown.height() * shown.width();
    float[] small = new float[shown.features()];
    for (int i = 0; i < small.length; i++) {
      int channel = i / plane * form.height() * form.width();
      int top = i % plane / shown.width() * factor;
      int left = i % plane % shown.width() * factor;
      double sum = 0;
      int count = 0;
      for (int y = top; y < Math.min(top + factor, form.height()); y++) {
        for (int x = left; x < Math.min(left + factor, form.width()); x++) {
          sum += image[channel + y * form.width() + x];
          count++;
        }
      }
      small[i] = (float) (sum / count);
    }
    return small;
  }
}
