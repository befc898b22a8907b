package org.vae4j.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
  private final List<String> notes;

  private ImageFolder(
      Path source, Path folder, List<Path> files, boolean labelled, List<String> notes) {
    this.source = source;
    this.folder = folder;
    this.files = files;
    this.labelled = labelled;
    this.notes = List.copyOf(notes);
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
   *     to a folder that it is in
   */
  public static ImageFolder find(Path folder) throws IOException {
    FolderWalk walk = FolderWalk.of(folder);
    List<Path> found = walk.files().stream().filter(ImageFolder::isImage).toList();
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
    return new ImageFolder(folder, folder, found, direct == 0, notes(folder, walk));
  }

  /** An image on its own. */
  public static ImageFolder of(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new MalformedFileException(file, "the root of a file system", "an image");
    }
    return new ImageFolder(file, folder, List.of(file), false, List.of());
  }

  /** Says what is in a folder and not taken. */
  private static List<String> notes(Path folder, FolderWalk walk) {
    List<String> notes = new ArrayList<>();
    Map<String, Integer> endings = new TreeMap<>();
    for (Path file : walk.files()) {
      if (!isImage(file)) {
        endings.merge(ending(file), 1, Integer::sum);
      }
    }
    if (!endings.isEmpty()) {
      int count = endings.values().stream().mapToInt(Integer::intValue).sum();
      List<String> shown = new ArrayList<>();
      endings.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .limit(SHOWN)
          .forEach(entry -> shown.add(entry.getValue() + " " + entry.getKey()));
      notes.add(
          folder
              + ": left out "
              + count
              + (count == 1 ? " file" : " files")
              + " whose names don't end in "
              + String.join(", ", ENDINGS)
              + ": "
              + String.join(", ", shown)
              + (endings.size() > SHOWN ? ", ..." : ""));
    }
    List<Path> repeated = walk.repeated();
    if (!repeated.isEmpty()) {
      notes.add(
          folder
              + ": left out "
              + repeated.size()
              + (repeated.size() == 1 ? " link to a folder" : " links to folders")
              + " whose images are taken already, such as "
              + folder.relativize(repeated.get(0)));
    }
    return notes;
  }

  /** Returns what a name ends in, such as {@code .webp}. */
  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "without an ending" : name.substring(dot);
  }

  /** Returns what is in the folder and was not taken, a line each. */
  public List<String> notes() {
    return notes;
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
