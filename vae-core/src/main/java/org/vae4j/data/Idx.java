package org.vae4j.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.FileFormat;
import org.vae4j.io.GzipInput;
import org.vae4j.io.MalformedFileException;

/**
 * Reads images and labels in the IDX format of MNIST and its kin, plain or gzipped (told apart by
 * content, not by name).
 *
 * <p>Sizes are checked before memory is taken for them: against the size of a plain file; of a
 * gzipped one, by unpacking it once without keeping it, if it claims more than 64 MB or a sixteenth
 * of the heap. Content of more than {@link #MOST_BYTES} is refused.
 */
public final class Idx {
  /** The most pixels or labels in one file: 2^30. */
  public static final int MOST_BYTES = 1 << 30;

  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final long UNKNOWN = Long.MAX_VALUE;

  /**
   * MNIST's training images fit, so that they need not be read twice; but never much of a small
   * heap.
   */
  private static final int BELIEVED =
      (int) Math.min(1 << 26, Runtime.getRuntime().maxMemory() / 16);

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  private static final String EXPECTED =
      String.join(", ", TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
          + ", each plain or with .gz (or with .idx for -idx); all but the first are optional";

  private Idx() {}

  /** What a file says about its values; labels have height and width 1. */
  private record Header(Object file, int count, int height, int width) {
    @Override
    public String toString() {
      return Integer.toUnsignedString(count)
          + " × "
          + Integer.toUnsignedString(height)
          + " × "
          + Integer.toUnsignedString(width);
    }
  }

  private static final class Content {
    final Header header;
    final byte[] bytes;

    Content(Header header, byte[] bytes) {
      this.header = header;
      this.bytes = bytes;
    }
  }

  /**
   * Reads the files of MNIST's names in a folder.
   *
   * @throws NoSuchFileException if there is no such folder, or no training images in it
   * @throws MalformedFileException if a file isn't what its name says
   */
  public static DataSplit readFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          (Files.exists(folder) ? "is not a folder" : "there is no such folder")
              + "; expected one that holds "
              + EXPECTED);
    }
    Path trainImages = find(folder, TRAIN_IMAGES);
    if (trainImages == null) {
      throw new NoSuchFileException(
          folder.toString(), null, "holds no " + TRAIN_IMAGES + "[.gz]; expected " + EXPECTED);
    }
    ImageDataset train = read(trainImages, find(folder, TRAIN_LABELS));
    Path testImages = find(folder, TEST_IMAGES);
    if (testImages == null) {
      return new DataSplit(train, null);
    }
    ImageDataset test = read(testImages, find(folder, TEST_LABELS));
    if (test.height() != train.height() || test.width() != train.width()) {
      throw new MalformedFileException(
          testImages,
          "images of " + test.height() + "×" + test.width(),
          train.height() + "×" + train.width() + " as in " + trainImages.getFileName());
    }
    return new DataSplit(train, test);
  }

  /** Whether a folder holds a file of one of MNIST's names. */
  public static boolean isFolder(Path folder) {
    return Stream.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
        .anyMatch(name -> find(folder, name) != null);
  }

  private static @Nullable Path find(Path folder, String name) {
    String unpacked = name.replace("-idx", ".idx"); // as 7-Zip calls what was in the .gz
    return Stream.of(name, name + ".gz", unpacked, unpacked + ".gz")
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElse(null);
  }

  /**
   * Reads images, and their labels if given; scaled to [-1, 1].
   *
   * @throws MalformedFileException if a file isn't in the format, or the counts differ
   */
  public static ImageDataset read(Path images, @Nullable Path labels) throws IOException {
    return join(content(images, IMAGES), labels == null ? null : content(labels, LABELS));
  }

  /**
   * Reads images and their labels from resources; scaled to [-1, 1].
   *
   * @throws MalformedFileException if a file isn't in the format, or the counts differ
   */
  public static ImageDataset read(URL images, URL labels) throws IOException {
    return join(content(images, IMAGES), content(labels, LABELS));
  }

  private static ImageDataset join(Content images, @Nullable Content labels)
      throws MalformedFileException {
    Header header = images.header;
    if (labels != null && labels.header.count != header.count) {
      throw new MalformedFileException(
          labels.header.file,
          labels.header.count + " labels",
          header.count + ", one for each image");
    }
    return ImageDataset.of(
        images.bytes, labels == null ? null : labels.bytes, header.height, header.width);
  }

  /** Opens a file; each call begins anew. */
  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }

  private static Content content(URL resource, int magic) throws IOException {
    return content(resource, resource::openStream, UNKNOWN, magic);
  }

  private static Content content(Path file, int magic) throws IOException {
    long size = Files.size(file);
    if (!Files.isRegularFile(file)) {
      throw new MalformedFileException(file, "a folder or device", "an IDX file");
    }
    return content(file, () -> Files.newInputStream(file), size, magic);
  }

  /**
   * Reads a file.
   *
   * @param size bytes in it, or UNKNOWN
   */
  private static Content content(Object file, Source source, long size, int magic)
      throws IOException {
    boolean zipped = false;
    try (BufferedInputStream in = new BufferedInputStream(source.open(), 1 << 16)) {
      zipped = FileFormat.isGzip(in);
      if (!zipped) {
        return content(file, in, magic, size);
      }
      try (InputStream unpacked = new GzipInput(in)) {
        Header header = header(file, unpacked, magic);
        if (claimed(header) <= BELIEVED) {
          return content(header, unpacked);
        }
        checkSize(header, unpacked);
      }
      try (InputStream again = new GzipInput(new BufferedInputStream(source.open(), 1 << 16))) {
        return content(header(file, again, magic), again);
      }
    } catch (EOFException e) {
      throw new MalformedFileException(
          file,
          zipped ? "a gzip stream that ends early" : "its end inside the IDX header",
          "a whole file; copy or download it again",
          e);
    } catch (ZipException e) {
      throw new MalformedFileException(
          file,
          "a damaged gzip stream (" + e.getMessage() + ")",
          "a sound file; copy or download it again",
          e);
    }
  }

  private static Content content(Object file, InputStream in, int magic, long size)
      throws IOException {
    Header header = header(file, in, magic);
    long headerBytes = magic == IMAGES ? 16 : 8;
    if (size != UNKNOWN && size - headerBytes != claimed(header)) {
      throw tooFewOrTooMany(header, size - headerBytes, claimed(header));
    }
    return content(header, in);
  }

  private static Header header(Object file, InputStream in, int magic) throws IOException {
    DataInputStream numbers = new DataInputStream(in);
    int found = numbers.readInt();
    if (found != magic) {
      throw new MalformedFileException(
          file,
          "the magic number 0x%08x".formatted(found),
          "0x%08x, unsigned bytes in %s".formatted(magic, magic == IMAGES ? "images" : "labels"));
    }
    int count = numbers.readInt();
    int height = magic == IMAGES ? numbers.readInt() : 1;
    int width = magic == IMAGES ? numbers.readInt() : 1;
    return new Header(file, count, height, width);
  }

  /** Unpacks what stands behind a header without keeping it. */
  private static void checkSize(Header header, InputStream in) throws IOException {
    int claimed = claimed(header);
    byte[] chunk = new byte[1 << 16];
    long found = 0;
    for (int got = in.read(chunk); got >= 0 && found <= claimed; got = in.read(chunk)) {
      found += got;
    }
    if (found != claimed) {
      throw tooFewOrTooMany(header, found, claimed);
    }
  }

  private static Content content(Header header, InputStream in) throws IOException {
    byte[] bytes = new byte[claimed(header)];
    int got = in.readNBytes(bytes, 0, bytes.length);
    if (got < bytes.length) {
      throw tooFewOrTooMany(header, got, bytes.length);
    }
    if (in.read() >= 0) {
      throw new MalformedFileException(
          header.file, "bytes after the last value", "its end after " + header);
    }
    return new Content(header, bytes);
  }

  private static int claimed(Header header) throws MalformedFileException {
    long product = 1;
    for (int dimension : new int[] {header.count, header.height, header.width}) {
      long unsigned = Integer.toUnsignedLong(dimension);
      if (unsigned == 0 || unsigned > MOST_BYTES / product) {
        throw new MalformedFileException(
            header.file, "a header that claims " + header, "1 to " + MOST_BYTES + " values in all");
      }
      product *= unsigned;
    }
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (product > most) {
      throw new MalformedFileException(
          header.file,
          "a header that claims " + header,
          "at most " + most + " values, half of the memory; raise the limit with -Xmx");
    }
    return (int) product;
  }

  private static MalformedFileException tooFewOrTooMany(Header header, long found, long claimed) {
    return new MalformedFileException(
        header.file, found + " bytes after the header", claimed + " for " + header);
  }
}
