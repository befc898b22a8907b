package org.vae4j.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.cache.CacheKey;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.cache.RowWriter;
import org.vae4j.data.cache.SourceFile;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.io.MalformedFileException;

/**
 * Images in a folder: either all of them directly, or all in subfolders, whose names are the labels
 * then. Files whose names end in png, jpg, jpeg, gif or bmp are taken, in the order of their names;
 * others, and those whose names begin with a dot, are not.
 */
public final class ImageFolder {
  private static final List<String> ENDINGS = List.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final long MOST_FILE_BYTES = 1 << 28;
  private static final int SHOWN = 5;

  private final Path source;
  private final Path folder;
  private final List<Path> files;
  private final boolean labelled;

  private ImageFolder(Path source, Path folder, List<Path> files, boolean labelled) {
    this.source = source;
    this.folder = folder;
    this.files = files;
    this.labelled = labelled;
  }

  /** Whether a file is taken for an image, by its name. */
  public static boolean isImage(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT); // a root has none
    return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * Looks for the images of a folder.
   *
   * @throws NoSuchFileException if there are none
   * @throws MalformedFileException if some are in subfolders and some are not; or if a link leads
   *     back to a folder that it is in
   */
  public static ImageFolder find(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      found =
          all.filter(path -> !isHidden(folder, path))
              .filter(path -> isImage(path) && !Files.isDirectory(path))
              .sorted(
                  Comparator.comparing((Path path) -> FileNames.text(folder.relativize(path)))
                      .thenComparing(Comparator.naturalOrder()))
              .collect(Collectors.toCollection(ArrayList::new));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileSystemLoopException loop) {
        throw new MalformedFileException(
            loop.getFile(), "a link to a folder that it is in", "folders that end; remove it", e);
      }
      throw Objects.requireNonNull(e.getCause());
    }
    if (found.isEmpty()) {
      throw new NoSuchFileException(folder.toString(), null, "holds no image; " + content(folder));
    }
    long direct =
        found.stream().filter(path -> folder.relativize(path).getNameCount() == 1).count();
    if (direct > 0 && direct < found.size()) {
      throw new MalformedFileException(
          folder,
          direct + " images in it and " + (found.size() - direct) + " in its subfolders",
          "all of them in the folder, or all in subfolders that are called as their labels");
    }
    return new ImageFolder(folder, folder, found, direct == 0);
  }

  /** An image on its own. */
  public static ImageFolder of(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new MalformedFileException(file, "the root of a file system", "an image");
    }
    return new ImageFolder(file, folder, List.of(file), false);
  }

  private static boolean isHidden(Path folder, Path path) {
    return StreamSupport.stream(folder.relativize(path).spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  private static String content(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<String> names =
          all.map(path -> path.getFileName().toString()).sorted().limit(SHOWN + 1L).toList();
      return "expected files ending in "
          + String.join(", ", ENDINGS)
          + ", found "
          + (names.isEmpty()
              ? "nothing"
              : String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                  + (names.size() > SHOWN ? ", ..." : ""));
    }
  }

  /** Whether the images are all in shades of grey, by their headers. */
  public boolean isGrey() throws IOException {
    for (Path file : files) {
      if (!new ImageDecoder(file, content(SourceFile.of(file))).isGrey()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the images, scaled to [-1, 1]; they are kept in the cache, a byte for each value.
   *
   * @throws MalformedFileException if one is damaged, or of another size than those before and not
   *     to be resized
   */
  public Dataset read(ImageOptions options, RowCache cache) throws IOException {
    List<SourceFile> sources = new ArrayList<>(files.size());
    for (Path file : files) {
      sources.add(SourceFile.of(file));
    }
    return cache.get(
        new CacheKey(source, "images " + options + " " + labelled, sources),
        rows -> copy(sources, options, rows));
  }

  private void copy(List<SourceFile> sources, ImageOptions options, RowWriter rows)
      throws IOException {
    boolean grey = options.colours() == Colours.AUTO ? isGrey() : options.colours() == Colours.GREY;
    Picture first = null;
    for (SourceFile source : sources) {
      Picture picture = new ImageDecoder(source.path(), content(source)).decode();
      picture = picture.inColours(grey ? 1 : 3);
      if (options.resizes()) {
        picture = picture.resized(options.width(), options.height());
      }
      if (first == null) {
        first = picture;
        rows.form(new ImageForm(picture.height, picture.width, picture.channels, Scaling.SIGNED));
      } else if (picture.width != first.width || picture.height != first.height) {
        throw new MalformedFileException(
            source.path(),
            "an image of " + picture.width + "x" + picture.height,
            first.width
                + "x"
                + first.height
                + " as in "
                + sources.get(0).path().getFileName()
                + "; give a size to resize all to, such as --size "
                + first.width
                + "x"
                + first.height);
      }
      rows.add(picture.bytes, label(source.path()));
    }
  }

  private @Nullable String label(Path file) throws MalformedFileException {
    if (!labelled) {
      return null;
    }
    String label = FileNames.text(folder.relativize(file).getName(0));
    if (label.indexOf(FileNames.UNREADABLE) >= 0) {
      throw new MalformedFileException(
          folder,
          "a subfolder whose name, '" + label + "', is not UTF-8",
          "one that can be told from others as a label; rename it");
    }
    return label;
  }

  private static byte[] content(SourceFile source) throws IOException {
    if (source.size() > MOST_FILE_BYTES) {
      throw new MalformedFileException(
          source.path(), source.size() + " bytes", "at most " + MOST_FILE_BYTES + " in an image");
    }
    byte[] content = Files.readAllBytes(source.path());
    source.checkUnchanged();
    return content;
  }
}
