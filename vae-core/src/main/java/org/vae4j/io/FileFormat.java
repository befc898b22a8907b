package org.vae4j.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its first bytes, whatever its name says. They are such as no text begins with:
 * that a table begins with a column BM or PAR1 makes no image of it.
 */
public enum FileFormat {
  /** RFC 1952, which is unpacked while it is read. */
  GZIP("a gzip file", "its content", "1f 8b"),
  /** One array of NumPy. */
  NUMPY_ARRAY(
      "a NumPy array (.npy)",
      "CSV, images or IDX; write it as CSV with numpy.savetxt('data.csv', x.reshape(len(x), -1),"
          + " delimiter=',')",
      "93 'NUMPY"),
  /** Arrays of NumPy in a zip archive. */
  NUMPY_ARCHIVE(
      "a NumPy archive (.npz)",
      "CSV, images or IDX; write an array of it as CSV with numpy.savetxt('data.csv',"
          + " x.reshape(len(x), -1), delimiter=',')"),
  /** A document of an office program in a zip archive. */
  OFFICE("an Excel workbook or another Office document", "CSV; save the sheet as CSV (UTF-8)"),
  /** A zip archive of anything else. */
  ZIP("a zip archive", "what is in it; unpack it first", "'PK 03 04", "'PK 05 06"),
  /** What office programs wrote before they wrote zip archives. */
  OLD_OFFICE(
      "an old Excel workbook or another Office document",
      "CSV; save the sheet as CSV (UTF-8)",
      "d0 cf 11 e0 a1 b1 1a e1"),
  /** Apache Parquet. */
  PARQUET(
      "a Parquet file",
      "CSV; write it as CSV, such as with pandas.read_parquet(...).to_csv('data.csv', index=False)",
      "'PAR1 15"),
  /** Apache Arrow, also called Feather. */
  ARROW(
      "an Arrow or Feather file",
      "CSV; write it as CSV, such as with pandas.read_feather(...).to_csv('data.csv', index=False)",
      "'ARROW1 00 00"),
  /** HDF5. */
  HDF5(
      "an HDF5 file", "CSV, images or IDX; write its table or array as CSV", "89 'HDF 0d 0a 1a 0a"),
  /** The packer xz. */
  XZ("an xz file", "plain or gzip; unpack it with xz -d", "fd '7zXZ 00"),
  /** The packer bzip2. */
  BZIP2("a bzip2 file", "plain or gzip; unpack it with bzip2 -d"),
  /** The packer zstd. */
  ZSTD("a zstd file", "plain or gzip; unpack it with zstd -d", "28 b5 2f fd"),
  /** The packer 7-Zip. */
  SEVEN_ZIP("a 7-Zip archive", "what is in it; unpack it first", "'7z bc af 27 1c"),
  /** A database of SQLite. */
  SQLITE("an SQLite database", "CSV; write a table of it as CSV", "'SQLite 20 'format 20 '3 00"),
  /** A document. */
  PDF("a PDF document", "CSV, images or IDX", "'%PDF-"),
  /** WebP, which stands in a RIFF container. */
  WEBP("a WebP image", "PNG, JPEG, GIF or BMP; convert it, such as to PNG"),
  /** TIFF, of either byte order. */
  TIFF(
      "a TIFF image",
      "PNG, JPEG, GIF or BMP; convert it, such as to PNG",
      "'II 2a 00",
      "'MM 00 2a"),
  /** HEIF or AVIF, which stand in an ISO container. */
  HEIF("a HEIF or AVIF image", "PNG, JPEG, GIF or BMP; convert it, such as to PNG"),
  /** PNG. */
  PNG("a PNG image", "a name that ends in .png; rename it", "89 'PNG 0d 0a 1a 0a"),
  /** JPEG. */
  JPEG("a JPEG image", "a name that ends in .jpg; rename it", "ff d8 ff"),
  /** GIF. */
  GIF("a GIF image", "a name that ends in .gif; rename it", "'GIF87a", "'GIF89a");

  /** How many first bytes tell the formats apart. */
  public static final int BYTES = 64;

  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;

  private final String title;
  private final String instead;
  private final String magic;
  private final String otherMagic;

  FileFormat(String title, String instead) {
    this(title, instead, "", "");
  }

  FileFormat(String title, String instead, String magic) {
    this(title, instead, magic, "");
  }

  /** Each magic: bytes in hexadecimal, or a quote and text, separated by spaces; none is empty. */
  FileFormat(String title, String instead, String magic, String otherMagic) {
    this.title = title;
    this.instead = instead;
    this.magic = decoded(magic);
    this.otherMagic = decoded(otherMagic);
  }

  private static String decoded(String magic) {
    StringBuilder text = new StringBuilder();
    for (String part : magic.isEmpty() ? new String[0] : magic.split(" ", -1)) {
      text.append(
          part.startsWith("'") ? part.substring(1) : "" + (char) Integer.parseInt(part, 16));
    }
    return text.toString();
  }

  /**
   * Returns the format of a file that begins with these bytes, or null if they are of none of these
   * formats.
   *
   * @param begin the first {@link #BYTES} bytes, or all if the file has fewer
   */
  public static @Nullable FileFormat of(byte[] begin) {
    for (FileFormat format : values()) {
      if (format.begins(begin)) {
        return format == ZIP ? inZip(begin) : format;
      }
    }
    if (text(begin, 0, 3).equals("BZh") && text(begin, 4, 6).equals("1AY&SY")) {
      return BZIP2;
    }
    if (text(begin, 0, 4).equals("RIFF") && text(begin, 8, 4).equals("WEBP")) {
      return WEBP;
    }
    boolean heif =
        List.of("heic", "heix", "mif1", "msf1", "avif", "avis").contains(text(begin, 8, 4));
    return text(begin, 4, 4).equals("ftyp") && heif ? HEIF : null;
  }

  /** A zip archive says what it is by the name of its first file. */
  private static FileFormat inZip(byte[] begin) {
    int length =
        begin.length < ZIP_NAME
            ? 0
            : (begin[ZIP_NAME_LENGTH] & 0xFF) | (begin[ZIP_NAME_LENGTH + 1] & 0xFF) << 8;
    String name = text(begin, ZIP_NAME, length).toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return NUMPY_ARCHIVE;
    }
    boolean office =
        List.of("[content_types].xml", "_rels/.rels", "mimetype").contains(name)
            || name.startsWith("xl/")
            || name.startsWith("docprops/");
    return office ? OFFICE : ZIP;
  }

  private boolean begins(byte[] begin) {
    return isThere(begin, magic) || isThere(begin, otherMagic);
  }

  private static boolean isThere(byte[] begin, String magic) {
    return !magic.isEmpty() && text(begin, 0, magic.length()).equals(magic);
  }

  private static String text(byte[] begin, int at, int length) {
    int from = Math.min(at, begin.length);
    int count = Math.min(length, begin.length - from);
    return new String(begin, from, count, StandardCharsets.ISO_8859_1);
  }

  /** Looks whether a stream is gzip; it stands where it stood then. */
  public static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(BYTES);
    byte[] begin = in.readNBytes(2);
    in.reset();
    return of(begin) == GZIP;
  }

  /** Returns the first {@link #BYTES} bytes of a stream, unpacked if it is gzip. */
  public static byte[] begin(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    if (!isGzip(in)) {
      return in.readNBytes(BYTES);
    }
    try (GzipInput unpacked = new GzipInput(in)) {
      return unpacked.readNBytes(BYTES);
    }
  }

  /** Returns what says that a file of this format is none that is read. */
  public MalformedFileException refusal(Object file) {
    return new MalformedFileException(file, title, instead);
  }

  /** Returns the format in words, such as {@code a NumPy array (.npy)}. */
  public String title() {
    return title;
  }
}
