package org.vae4j.data.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Dataset;
import org.vae4j.data.Idx;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.data.csv.CsvFile;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.data.image.ImageFolder;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.io.GzipInput;
import org.vae4j.io.MalformedFileException;

/**
 * Data in files. A folder is one of IDX files, if it holds MNIST's names; else one of images, with
 * the parts {@code train} and {@code test} if it has such subfolders. A file is IDX or an image by
 * its content, or else CSV.
 *
 * @param images how to read images
 * @param tables how to read CSV
 * @param cache where rows are kept
 */
public record DataFiles(ImageOptions images, CsvOptions tables, RowCache cache) {
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  /** Reads as the files are, with the user's cache. */
  public static DataFiles defaults() {
    return new DataFiles(ImageOptions.defaults(), CsvOptions.defaults(), RowCache.ofUser());
  }

  /** Returns how to read what a model takes, whose file says that its data have this form. */
  public DataFiles withForm(DataForm form) {
    return form instanceof ImageForm of
        ? new DataFiles(ImageOptions.of(of), tables, cache)
        : new DataFiles(images, tables.withForm((TableForm) form), cache);
  }

  /**
   * What was read.
   *
   * @param train all rows, or those for training
   * @param test rows to measure with, or null
   */
  public record Parts(Dataset train, @Nullable Dataset test) {}

  /**
   * Reads a folder or a file.
   *
   * @throws NoSuchFileException if there is none, or no data in it
   * @throws MalformedFileException if a file's content is not as it should be
   */
  public Parts read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path)) {
      return new Parts(file(path), null);
    }
    if (Idx.isFolder(path)) {
      DataSplit split = Idx.readFolder(path);
      return new Parts(split.train(), split.test());
    }
    Path train = path.resolve(TRAIN);
    Path test = path.resolve(TEST);
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      ImageFolder first = ImageFolder.find(train);
      ImageFolder second = ImageFolder.find(test);
      Dataset rows = first.read(common(first, second), cache);
      return new Parts(rows, second.read(like(rows), cache));
    }
    return new Parts(ImageFolder.find(path).read(images, cache), null);
  }

  private ImageOptions common(ImageFolder first, ImageFolder second) throws IOException {
    if (images.colours() != Colours.AUTO) {
      return images;
    }
    Colours both = first.isGrey() && second.isGrey() ? Colours.GREY : Colours.RGB;
    return new ImageOptions(images.width(), images.height(), both);
  }

  private ImageOptions like(Dataset rows) {
    if (!(rows.form() instanceof ImageForm form)) {
      throw new IllegalStateException("data: images without a form");
    }
    Colours colours = form.channels() == 1 ? Colours.GREY : Colours.RGB;
    return new ImageOptions(images.width(), images.height(), colours);
  }

  private Dataset file(Path file) throws IOException {
    if (ImageFolder.isImage(file)) {
      return ImageFolder.of(file).read(images, cache);
    }
    int[] begin = begin(SourceFile.of(file).path()); // a pipe would be empty the second time
    if (begin[0] == 0 && begin[1] == 0 && begin[2] == 8) {
      return Idx.read(file, null);
    }
    return CsvFile.read(file, tables, cache);
  }

  /** The first three bytes, unpacked; -1 where there are none. */
  private static int[] begin(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      byte[] two = raw.readNBytes(2);
      boolean zipped = two.length == 2 && two[0] == 0x1f && two[1] == (byte) 0x8b;
      try (InputStream again = Files.newInputStream(file);
          InputStream plain = zipped ? new GzipInput(again) : again) {
        return new int[] {plain.read(), plain.read(), plain.read()};
      } catch (EOFException | ZipException e) {
        return new int[] {-1, -1, -1}; // the reader says what is wrong with it
      }
    }
  }
}
