package org.vae4j.data.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.vae4j.data.files.FolderParts.Part;
import org.vae4j.data.image.ImageFolder;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.io.FileFormat;
import org.vae4j.io.MalformedFileException;

/**
 * Data in files. A folder is one of IDX files, if it holds MNIST's names; else one of images, with
 * the parts {@code train}, {@code val} and {@code test} if it has such subfolders. A file is an
 * image by its name, IDX by its content, or else CSV.
 *
 * @param images how to read images
 * @param tables how to read CSV
 * @param cache where rows are kept
 */
public record DataFiles(ImageOptions images, CsvOptions tables, RowCache cache) {
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
   * @param validation rows to choose the best epoch by, or null
   * @param test rows to measure with, or null
   * @param notes what was left out or may be meant in another way, a line each
   */
  public record Parts(
      Dataset train, @Nullable Dataset validation, @Nullable Dataset test, List<String> notes) {

    /** Keeps the notes as they are now. */
    public Parts {
      notes = List.copyOf(notes);
    }
  }

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
      return new Parts(file(path), null, null, List.of());
    }
    if (Idx.isFolder(path)) {
      DataSplit split = Idx.readFolder(path);
      return new Parts(split.train(), null, split.test(), List.of());
    }
    FolderParts parts = FolderParts.of(path);
    List<String> notes = new ArrayList<>();
    parts.note(path, notes);
    if (!parts.apply()) {
      ImageFolder all = ImageFolder.find(path);
      notes.addAll(all.notes());
      return new Parts(all.read(images, cache), null, null, notes);
    }
    return read(parts, notes);
  }

  private Parts read(FolderParts parts, List<String> notes) throws IOException {
    Map<Part, ImageFolder> folders = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      Path folder = parts.folder(part);
      if (folder != null) {
        ImageFolder found = ImageFolder.find(folder);
        notes.addAll(found.notes());
        folders.put(part, found);
      }
    }
    ImageOptions common = common(folders.values());
    Dataset train = Objects.requireNonNull(folders.remove(Part.TRAIN)).read(common, cache);
    Map<Part, Dataset> others = new EnumMap<>(Part.class);
    for (Map.Entry<Part, ImageFolder> other : folders.entrySet()) {
      others.put(other.getKey(), other.getValue().read(like(train), cache));
    }
    return new Parts(train, others.get(Part.VALIDATION), others.get(Part.TEST), notes);
  }

  private ImageOptions common(Iterable<ImageFolder> all) throws IOException {
    if (images.colours() != Colours.AUTO) {
      return images;
    }
    Colours colours = Colours.GREY;
    for (ImageFolder folder : all) {
      colours = colours == Colours.GREY && folder.isGrey() ? Colours.GREY : Colours.RGB;
    }
    return new ImageOptions(images.width(), images.height(), colours);
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
    byte[] begin = begin(SourceFile.of(file).path()); // a pipe would be empty the second time
    FileFormat format = FileFormat.of(begin);
    if (format != null) {
      throw format.refusal(file);
    }
    if (begin.length > 2 && begin[0] == 0 && begin[1] == 0 && begin[2] == 8) {
      return Idx.read(file, null);
    }
    return CsvFile.read(file, tables, cache);
  }

  private static byte[] begin(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      return FileFormat.begin(raw);
    } catch (EOFException | ZipException e) {
      return new byte[0]; // the reader says what is wrong with it
    }
  }
}
