package org.vae4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.Sha256;
import org.vae4j.random.RandomStream;

/**
 * Single-channel images, a byte a pixel; each row is one image, row-major. Subsets and other
 * scalings are views of the same bytes.
 */
public final class ImageDataset implements Dataset {
  private final byte[] pixels;
  private final byte @Nullable [] labels;
  private final int height;
  private final int width;
  private final int first;
  private final int size;
  private final Scaling scaling;
  private final double[] doubles = new double[256];
  private final float[] floats = new float[256];

  private ImageDataset(
      byte[] pixels,
      byte @Nullable [] labels,
      int height,
      int width,
      int first,
      int size,
      Scaling scaling) {
    this.pixels = pixels;
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.first = first;
    this.size = size;
    this.scaling = scaling;
    for (int pixel = 0; pixel < 256; pixel++) {
      doubles[pixel] = scaling.value(pixel);
      floats[pixel] = (float) doubles[pixel];
    }
  }

  /**
   * Returns the images in {@code pixels}, scaled to [-1, 1].
   *
   * @param pixels one image after the other, height × width bytes each; kept, not copied
   * @param labels one a image, or null; kept, not copied
   */
  public static ImageDataset of(byte[] pixels, byte @Nullable [] labels, int height, int width) {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "images: " + height + "×" + width + " pixels, expected sides of 1 or more");
    }
    int features = height * width;
    if (pixels.length == 0 || pixels.length % features != 0) {
      throw new IllegalArgumentException(
          "images: %d bytes, expected one or more times %d×%d"
              .formatted(pixels.length, height, width));
    }
    int size = pixels.length / features;
    if (labels != null && labels.length != size) {
      throw new IllegalArgumentException(
          "images: " + labels.length + " labels for " + size + " images");
    }
    return new ImageDataset(pixels, labels, height, width, 0, size, Scaling.SIGNED);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int features() {
    return height * width;
  }

  /** Returns the number of pixel rows in an image. */
  public int height() {
    return height;
  }

  /** Returns the number of pixels in a row of an image. */
  public int width() {
    return width;
  }

  /** Returns the interval that pixels are mapped to. */
  public Scaling scaling() {
    return scaling;
  }

  /** Whether each image has a label. */
  public boolean hasLabels() {
    return labels != null;
  }

  /** Returns the label of an image, 0 to 255. */
  public int label(int row) {
    Objects.checkIndex(row, size);
    if (labels == null) {
      throw new IllegalStateException("label: this data set has no labels; ask hasLabels() first");
    }
    return labels[first + row] & 0xFF;
  }

  @Override
  public void copy(int row, double[] target, int at) {
    int from = start(row);
    Objects.checkFromIndexSize(at, features(), target.length);
    for (int i = 0; i < features(); i++) {
      target[at + i] = doubles[pixels[from + i] & 0xFF];
    }
  }

  @Override
  public void copy(int row, float[] target, int at) {
    int from = start(row);
    Objects.checkFromIndexSize(at, features(), target.length);
    for (int i = 0; i < features(); i++) {
      target[at + i] = floats[pixels[from + i] & 0xFF];
    }
  }

  private int start(int row) {
    return (first + Objects.checkIndex(row, size)) * features();
  }

  /** Returns the same images with pixels mapped to another interval. */
  public ImageDataset withScaling(Scaling other) {
    return new ImageDataset(pixels, labels, height, width, first, size, other);
  }

  /** Returns the images with these numbers, in this order, at least one; their bytes are copied. */
  @Override
  public ImageDataset select(int... rows) {
    SelectedRows.check(rows, size);
    byte[] chosen = new byte[Math.multiplyExact(rows.length, features())];
    byte[] named = labels == null ? null : new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, start(rows[i]), chosen, i * features(), features());
      if (labels != null && named != null) {
        named[i] = labels[first + rows[i]];
      }
    }
    return new ImageDataset(chosen, named, height, width, 0, rows.length, scaling);
  }

  /**
   * Returns the images in black and white, drawn once and for all: a pixel p is white with
   * probability p/255 (Salakhutdinov and Murray 2008). Pixel i of image r takes the draw r ·
   * features + i of the stream.
   */
  public ImageDataset binarized(RandomStream stream) {
    byte[] drawn = new byte[size * features()];
    double[] draws = new double[features()];
    for (int row = 0; row < size; row++) {
      int from = start(row);
      int to = row * features();
      stream.uniforms(to, draws, 0, draws.length);
      for (int i = 0; i < draws.length; i++) {
        drawn[to + i] = (byte) (draws[i] < (pixels[from + i] & 0xFF) / 255.0 ? 255 : 0);
      }
    }
    byte[] named = labels == null ? null : Arrays.copyOfRange(labels, first, first + size);
    return new ImageDataset(drawn, named, height, width, 0, size, scaling);
  }

  /** Returns the images {@code from} to {@code to - 1}, at least one. */
  public ImageDataset subset(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    if (from == to) {
      throw new IllegalArgumentException("subset: from " + from + " to " + to + " holds no image");
    }
    return new ImageDataset(pixels, labels, height, width, first + from, to - from, scaling);
  }

  /** Returns the first {@code count} images. */
  public ImageDataset first(int count) {
    return subset(0, count);
  }

  /**
   * Returns the SHA-256, in hexadecimal, of: number of images, height and width as big-endian ints;
   * the pixels; the labels if there are any. The scaling has no part in it.
   */
  @Override
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(12).putInt(size).putInt(height).putInt(width).array());
    digest.update(pixels, first * features(), size * features());
    if (labels != null) {
      digest.update(labels, first, size);
    }
    return Sha256.hex(digest);
  }
}
