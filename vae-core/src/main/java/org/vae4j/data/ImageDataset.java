package org.vae4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.Sha256;
import org.vae4j.random.RandomStream;

/**
 * Images, a byte for each value; a row is one image, channel after channel, each row-major. Subsets
 * and other scalings are views of the same bytes.
 */
public final class ImageDataset implements Dataset {
  private final Pixels pixels;
  private final @Nullable Labels labels;
  private final ImageForm form;
  private final int first;
  private final int size;
  private final double[] doubles = new double[256];
  private final ThreadLocal<byte[]> copied = ThreadLocal.withInitial(() -> new byte[features()]);
  private final float[] floats = new float[256];
  private volatile @Nullable String sha256;

  private ImageDataset(
      Pixels pixels,
      @Nullable Labels labels,
      ImageForm form,
      int first,
      int size,
      @Nullable String sha256) {
    this.pixels = pixels;
    this.labels = labels;
    this.form = form;
    this.first = first;
    this.size = size;
    this.sha256 = sha256;
    for (int pixel = 0; pixel < 256; pixel++) {
      doubles[pixel] = form.scaling().value(pixel);
      floats[pixel] = (float) doubles[pixel];
    }
  }

  /**
   * Returns the grey images in {@code pixels}, scaled to [-1, 1].
   *
   * @param pixels one image after the other, height × width bytes each; kept, not copied
   * @param labels one a image, or null; kept, not copied
   */
  public static ImageDataset of(byte[] pixels, byte @Nullable [] labels, int height, int width) {
    ImageForm form = new ImageForm(height, width, 1, Scaling.SIGNED);
    if (pixels.length == 0 || pixels.length % form.features() != 0) {
      throw new IllegalArgumentException(
          "images: %d bytes, expected one or more times %d×%d"
              .formatted(pixels.length, height, width));
    }
    return of(new Heap(pixels, form.features()), labels == null ? null : Labels.of(labels), form);
  }

  /** Returns images that are somewhere, with their labels or null. */
  public static ImageDataset of(Pixels pixels, @Nullable Labels labels, ImageForm form) {
    if (pixels.size() < 1) {
      throw new IllegalArgumentException("images: there are none, expected 1 or more");
    }
    if (labels != null && labels.size() != pixels.size()) {
      throw new IllegalArgumentException(
          "images: " + labels.size() + " labels for " + pixels.size() + " images");
    }
    return new ImageDataset(pixels, labels, form, 0, pixels.size(), null);
  }

  private static final class Heap implements Pixels {
    private final byte[] bytes;
    private final int features;

    Heap(byte[] bytes, int features) {
      this.bytes = bytes;
      this.features = features;
    }

    @Override
    public int size() {
      return bytes.length / features;
    }

    @Override
    public void read(int image, byte[] target) {
      System.arraycopy(bytes, image * features, target, 0, features);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int features() {
    return form.features();
  }

  @Override
  public ImageForm form() {
    return form;
  }

  /** Returns the number of pixel rows in an image. */
  public int height() {
    return form.height();
  }

  /** Returns the number of pixels in a row of an image. */
  public int width() {
    return form.width();
  }

  /** Returns the interval that pixels are mapped to. */
  public Scaling scaling() {
    return form.scaling();
  }

  /** Whether each image has a label. */
  public boolean hasLabels() {
    return labels != null;
  }

  /** Returns the number of an image's label. */
  public int label(int row) {
    Objects.checkIndex(row, size);
    if (labels == null) {
      throw new IllegalStateException("label: this data set has no labels; ask hasLabels() first");
    }
    return labels.id(first + row);
  }

  @Override
  public @Nullable Labels labels() {
    return labels == null ? null : labels.view(size, row -> first + row);
  }

  @Override
  public void copy(int row, double[] target, int at) {
    Objects.checkFromIndexSize(at, features(), target.length);
    byte[] bytes = read(row);
    for (int i = 0; i < bytes.length; i++) {
      target[at + i] = doubles[bytes[i] & 0xFF];
    }
  }

  @Override
  public void copy(int row, float[] target, int at) {
    Objects.checkFromIndexSize(at, features(), target.length);
    byte[] bytes = read(row);
    for (int i = 0; i < bytes.length; i++) {
      target[at + i] = floats[bytes[i] & 0xFF];
    }
  }

  private byte[] read(int row) {
    byte[] bytes = copied.get();
    pixels.read(first + Objects.checkIndex(row, size), bytes);
    return bytes;
  }

  @Override
  public ImageDataset withForm(DataForm other) {
    if (!(other instanceof ImageForm images) || !images.withScaling(form.scaling()).equals(form)) {
      throw new IllegalArgumentException(
          "images: the form is of " + other.describe() + ", expected " + form.describe());
    }
    return new ImageDataset(pixels, labels, images, first, size, sha256);
  }

  /**
   * Returns the same images, of which somebody knows what {@link #sha256} would have to compute.
   */
  public ImageDataset withKnownSha256(String digest) {
    return new ImageDataset(pixels, labels, form, first, size, digest);
  }

  /** Returns the same images with pixels mapped to another interval. */
  public ImageDataset withScaling(Scaling other) {
    return withForm(form.withScaling(other));
  }

  /** Returns the images with these numbers, in this order, at least one. */
  @Override
  public ImageDataset select(int... rows) {
    SelectedRows.check(rows, size);
    int[] chosen = Arrays.stream(rows).map(row -> first + row).toArray();
    Labels named = labels == null ? null : labels.view(chosen.length, i -> chosen[i]);
    return new ImageDataset(
        new SelectedPixels(pixels, chosen), named, form, 0, chosen.length, null);
  }

  /**
   * Returns the images in black and white, drawn once and for all: a byte b becomes 255 with
   * probability b/255, else 0 (Salakhutdinov and Murray 2008). Byte i of image r takes the draw r ·
   * features + i of the stream.
   */
  public ImageDataset binarized(RandomStream stream) {
    return new ImageDataset(
        new BinarizedPixels(pixels, first, stream), labels, form, first, size, null);
  }

  /** Returns the images {@code from} to {@code to - 1}, at least one. */
  public ImageDataset subset(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    if (from == to) {
      throw new IllegalArgumentException("subset: from " + from + " to " + to + " holds no image");
    }
    return new ImageDataset(pixels, labels, form, first + from, to - from, null);
  }

  /** Returns the first {@code count} images. */
  public ImageDataset first(int count) {
    return subset(0, count);
  }

  /**
   * Returns the SHA-256, in hexadecimal, of: number of images, height and width as big-endian ints;
   * the bytes; the labels if there are any, a byte each, or four if there are more than 256 of
   * them. The scaling has no part in it. Computed once.
   */
  @Override
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = digest();
      sha256 = known;
    }
    return known;
  }

  private String digest() {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(12).putInt(size).putInt(height()).putInt(width()).array());
    for (int row = 0; row < size; row++) {
      digest.update(read(row));
    }
    if (labels != null) {
      boolean few = labels.names().size() <= 256;
      for (int row = 0; row < size; row++) {
        int label = label(row);
        digest.update(
            few ? new byte[] {(byte) label} : ByteBuffer.allocate(4).putInt(label).array());
      }
    }
    return Sha256.hex(digest);
  }
}
