package org.vae4j.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Labels;
import org.vae4j.data.Pixels;
import org.vae4j.data.TableDataset;
import org.vae4j.data.TableForm;
import org.vae4j.data.TableRows;
import org.vae4j.io.Sha256;

/**
 * A cache file: the rows, a {@link Footer}, its length (4 bytes, little-endian), the SHA-256 of all
 * before (32 bytes), and {@link #MAGIC}. Numbers of rows are little-endian.
 */
final class CachedRows {
  static final byte[] MAGIC = {'V', 'A', 'E', '4', 'J', 'R', 'C', '2'};
  static final int SUM_BYTES = 32;

  private static final int END_BYTES = Integer.BYTES + SUM_BYTES + MAGIC.length;
  private static final int MAP_BYTES = 1 << 30;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MOST_FOOTER_BYTES = 1 << 26;

  private final Footer footer;
  private final int rowsPerMap;
  private final List<ByteBuffer> maps = new ArrayList<>();

  private CachedRows(FileChannel channel, Footer footer) throws IOException {
    this.footer = footer;
    this.rowsPerMap = Math.max(1, MAP_BYTES / footer.rowBytes());
    for (int first = 0; first < footer.rows(); first += rowsPerMap) {
      long count = Math.min(rowsPerMap, footer.rows() - first);
      long from = (long) first * footer.rowBytes();
      MappedByteBuffer map = channel.map(MapMode.READ_ONLY, from, count * footer.rowBytes());
      maps.add(map.order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /** Opens a file; null if it is not whole, damaged, of another version, or not made by us. */
  static @Nullable CachedRows open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null; // opening a pipe would wait
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < END_BYTES) {
        return null;
      }
      ByteBuffer end = read(channel, size - END_BYTES, END_BYTES);
      int length = end.getInt();
      byte[] sum = new byte[SUM_BYTES];
      end.get(sum);
      long footerAt = size - END_BYTES - length;
      if (!end.equals(ByteBuffer.wrap(MAGIC))
          || length < 0
          || length > MOST_FOOTER_BYTES
          || footerAt < 0
          || !MessageDigest.isEqual(sum, sum(channel, size - END_BYTES + Integer.BYTES))) {
        return null;
      }
      Footer footer = footer(read(channel, footerAt, length).array());
      if (footer == null || (long) footer.rows() * footer.rowBytes() != footerAt) {
        return null;
      }
      CachedRows rows = new CachedRows(channel, footer);
      return rows.labelsAreNamed() ? rows : null;
    }
  }

  private static @Nullable Footer footer(byte[] bytes) {
    try {
      return Footer.parse(bytes);
    } catch (IOException e) {
      return null; // the rows are made anew
    }
  }

  private boolean labelsAreNamed() {
    for (int row = 0; footer.labelled() && row < footer.rows(); row++) {
      int label = label(row);
      if (label < 0 || label >= footer.labels().size()) {
        return false;
      }
    }
    return true;
  }

  private int label(int row) {
    return maps.get(row / rowsPerMap).getInt(at(row) + footer.rowBytes() - Integer.BYTES);
  }

  private static byte[] sum(FileChannel channel, long bytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    for (long at = 0; at < bytes; at += CHUNK_BYTES) {
      digest.update(read(channel, at, (int) Math.min(CHUNK_BYTES, bytes - at)));
    }
    return digest.digest();
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("cache: the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  boolean fresh() {
    return footer.fresh();
  }

  Dataset dataset() {
    DataForm form = footer.form();
    if (form instanceof ImageForm images) {
      return ImageDataset.of(new MappedPixels(), labels(), images);
    }
    return TableDataset.of(new MappedTable(), (TableForm) form, labels())
        .withOrigin(footer.origin());
  }

  private int at(int row) {
    return row % rowsPerMap * footer.rowBytes();
  }

  private final class MappedPixels implements Pixels {
    @Override
    public int size() {
      return footer.rows();
    }

    @Override
    public void read(int image, byte[] target) {
      maps.get(image / rowsPerMap).get(at(image), target);
    }
  }

  private final class MappedTable implements TableRows {
    @Override
    public int size() {
      return footer.rows();
    }

    @Override
    public void read(int row, double[] target, int at) {
      ByteBuffer map = maps.get(row / rowsPerMap);
      int from = at(row);
      for (int i = 0; i < footer.form().features(); i++) {
        target[at + i] = map.getDouble(from + i * Double.BYTES);
      }
    }
  }

  /** Labels are numbered as numbers, if all are, or else by their names; an empty one is none. */
  private @Nullable Labels labels() {
    if (!footer.labelled()) {
      return null;
    }
    List<String> found = footer.labels();
    List<String> given = found.stream().filter(name -> !name.isEmpty()).toList();
    boolean numbers = given.stream().allMatch(name -> name.matches("-?\\d{1,9}"));
    Comparator<String> order =
        numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder();
    List<String> names = given.stream().sorted(order.thenComparing(name -> name)).toList();
    Map<String, Integer> sorted = new HashMap<>();
    names.forEach(name -> sorted.put(name, sorted.size()));
    int[] places =
        found.stream().mapToInt(name -> sorted.getOrDefault(name, Labels.NONE)).toArray();
    return Labels.of(footer.rows(), row -> places[label(row)], names);
  }
}
