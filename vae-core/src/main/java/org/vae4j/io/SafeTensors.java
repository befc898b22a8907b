package org.vae4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.vae4j.tensor.DType;

/**
 * A safetensors file: named tensors, little-endian and row-major, behind a JSON header. Reading one
 * checks the whole header; values are read when they are asked for.
 *
 * <p>Format: huggingface/safetensors. Stricter than it in nothing but size: dimensions are below
 * 2^31, headers have at most 32 MB with 100,000 entries and 64 dimensions a tensor, and only F32
 * and F64 tensors have readable values.
 */
public final class SafeTensors {
  /** The metadata key of the checksum that {@link #writeWithChecksum} adds. */
  public static final String CHECKSUM = "sha256";

  /** 100,000 columns of a table fit; larger headers take much memory for little. */
  static final int MOST_HEADER_BYTES = 1 << 25;

  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final BasicFileAttributes attributes;
  private final SafeTensorsHeader header;
  private final long dataStart;

  private SafeTensors(
      Path file, BasicFileAttributes attributes, SafeTensorsHeader header, long dataStart) {
    this.file = file;
    this.attributes = attributes;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * A tensor to write.
   *
   * <p>The supplier gives all values, row-major, when it is their turn; they are rounded if the
   * type is F32. An empty shape is a single value.
   */
  public static final class Entry {
    private final String name;
    private final DType dtype;
    private final int[] shape;
    private final Supplier<double[]> values;

    /** An entry; see the class. */
    public Entry(String name, DType dtype, int[] shape, Supplier<double[]> values) {
      this.name = name;
      this.dtype = dtype;
      this.shape = shape.clone();
      this.values = values;
    }
  }

  /**
   * Reads and checks the header of a file.
   *
   * @throws MalformedFileException if the file isn't in the format
   */
  public static SafeTensors read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new MalformedFileException(file, "a folder or device", "a safetensors file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < Long.BYTES) {
        throw new MalformedFileException(
            file, size + " bytes", "at least 8 (is this a safetensors file?)");
      }
      long length = readFully(file, channel, 0, littleEndian(Long.BYTES)).getLong();
      if (length < 0 || length > MOST_HEADER_BYTES || length > size - Long.BYTES) {
        throw new MalformedFileException(
            file,
            "a header length of " + Long.toUnsignedString(length),
            "at most "
                + Math.min(MOST_HEADER_BYTES, size - Long.BYTES)
                + " (is this a whole safetensors file?)");
      }
      byte[] text = readFully(file, channel, Long.BYTES, littleEndian((int) length)).array();
      long dataStart = Long.BYTES + length;
      return new SafeTensors(
          file, attributes, SafeTensorsHeader.parse(file, text, size - dataStart), dataStart);
    }
  }

  /** Returns the file's free-form entries, in its order. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /** Returns the names of all tensors, in the header's order. */
  public List<String> names() {
    return List.copyOf(header.tensors().keySet());
  }

  /**
   * Returns a tensor's dimensions; none for a single value.
   *
   * @throws MalformedFileException if there is no such tensor
   */
  public int[] shape(String name) throws MalformedFileException {
    return tensor(name).shape().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns a tensor's element type.
   *
   * @throws MalformedFileException if there is no such tensor, or its type is neither F32 nor F64
   */
  public DType dtype(String name) throws MalformedFileException {
    SafeTensorsHeader.Tensor tensor = tensor(name);
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(tensor.dtype())) {
        return dtype;
      }
    }
    throw new MalformedFileException(
        file,
        "tensor '" + name + "' of type " + tensor.dtype(),
        "F32 or F64; convert it before saving");
  }

  /**
   * Reads a tensor's values, row-major.
   *
   * @throws MalformedFileException if there is no such tensor, or its type is neither F32 nor F64
   */
  public double[] doubles(String name) throws IOException {
    double[] values = new double[elements(name)];
    readValues(name, (i, value) -> values[i] = value);
    return values;
  }

  /**
   * Reads a tensor's values, row-major; those of an F64 tensor are rounded to float.
   *
   * @throws MalformedFileException if there is no such tensor, or its type is neither F32 nor F64
   */
  public float[] floats(String name) throws IOException {
    float[] values = new float[elements(name)];
    readValues(name, (i, value) -> values[i] = (float) value);
    return values;
  }

  private SafeTensorsHeader.Tensor tensor(String name) throws MalformedFileException {
    SafeTensorsHeader.Tensor tensor = header.tensors().get(name);
    if (tensor == null) {
      throw new MalformedFileException(
          file,
          "the tensors " + String.join(", ", header.tensors().keySet()),
          "one named '" + name + "'");
    }
    return tensor;
  }

  private int elements(String name) throws MalformedFileException {
    SafeTensorsHeader.Tensor tensor = tensor(name);
    long elements = (tensor.end() - tensor.begin()) / dtype(name).bytes();
    if (elements > Integer.MAX_VALUE - 8) {
      throw new MalformedFileException(
          file, "tensor '" + name + "' with " + elements + " values", "fewer than 2^31 - 8");
    }
    return (int) elements;
  }

  @FunctionalInterface
  private interface Sink {
    void put(int index, double value);
  }

  private void readValues(String name, Sink sink) throws IOException {
    int elements = elements(name);
    DType dtype = dtype(name);
    try (FileChannel channel = FileChannel.open(file)) {
      checkUnchanged();
      long position = dataStart + tensor(name).begin();
      for (int at = 0; at < elements; ) {
        int count = Math.min(elements - at, CHUNK_BYTES / dtype.bytes());
        ByteBuffer chunk = readFully(file, channel, position, littleEndian(count * dtype.bytes()));
        for (int i = 0; i < count; i++) {
          sink.put(at + i, dtype == DType.F32 ? chunk.getFloat() : chunk.getDouble());
        }
        at += count;
        position += chunk.capacity();
      }
    }
  }

  /** The header in memory must not be applied to another file that took this one's place. */
  private void checkUnchanged() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (now.size() != attributes.size()
        || !now.lastModifiedTime().equals(attributes.lastModifiedTime())
        || !Objects.equals(now.fileKey(), attributes.fileKey())) {
      throw new IOException(file + ": changed since its header was read; read it again");
    }
  }

  private static ByteBuffer readFully(
      Path file, FileChannel channel, long position, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count;
      try {
        count = channel.read(buffer, position + buffer.position());
      } catch (IOException e) {
        throw RegularFile.named(file, e);
      }
      if (count < 0) {
        throw new MalformedFileException(
            file, "its end while reading", position + buffer.limit() + " bytes or more");
      }
    }
    return buffer.flip();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Compares the file with its checksum.
   *
   * @throws MalformedFileException if a byte that means something has changed, or there is none
   */
  public void verifyChecksum() throws IOException {
    Map<String, String> rest = new TreeMap<>(header.metadata());
    String claimed = rest.remove(CHECKSUM);
    if (claimed == null) {
      throw new MalformedFileException(file, "no checksum", "metadata '" + CHECKSUM + "'");
    }
    String actual =
        Sha256.of(
            out -> {
              writeHeader(out, rest, header.tensors());
              try (FileChannel channel = FileChannel.open(file)) {
                checkUnchanged();
                for (long at = dataStart; at < attributes.size(); at += CHUNK_BYTES) {
                  int count = (int) Math.min(CHUNK_BYTES, attributes.size() - at);
                  out.write(readFully(file, channel, at, littleEndian(count)).array());
                }
              }
            });
    if (!actual.equals(claimed)) {
      throw new MalformedFileException(
          file, "content with the SHA-256 " + actual, claimed + ", as its header says");
    }
  }

  /**
   * Writes a file, in one step. Equal arguments give equal bytes: metadata is sorted by key, and
   * tensors stand in the order given, but F64 before F32, so that every value is aligned.
   *
   * @param metadata may be empty
   * @throws IllegalArgumentException if a name occurs twice, values don't fit their shape, or the
   *     header is larger than what is read; nothing is written then
   */
  public static void write(Path file, Map<String, String> metadata, List<Entry> entries)
      throws IOException {
    AtomicFile.write(file, new Content(metadata, entries));
  }

  /**
   * Writes a file as {@link #write} does, with the SHA-256 of what that would have written in its
   * metadata.
   *
   * @param entries asked twice for their values, which must be the same
   */
  public static void writeWithChecksum(Path file, Map<String, String> metadata, List<Entry> entries)
      throws IOException {
    Map<String, String> complete = new TreeMap<>(metadata);
    complete.put(CHECKSUM, Sha256.of(new Content(metadata, entries)));
    write(file, complete, entries);
  }

  private static void writeHeader(
      OutputStream out, Map<String, String> metadata, Map<String, SafeTensorsHeader.Tensor> tensors)
      throws IOException {
    byte[] header = new SafeTensorsHeader(new TreeMap<>(metadata), tensors).toBytes();
    if (header.length > MOST_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "safetensors: a header of %d bytes, expected at most %d; use fewer or shorter names"
              .formatted(header.length, MOST_HEADER_BYTES));
    }
    out.write(littleEndian(Long.BYTES).putLong(header.length).array());
    out.write(header);
  }

  /** The bytes of a file. */
  private record Content(Map<String, String> metadata, List<Entry> entries)
      implements AtomicFile.Writer {

    Content {
      entries = new ArrayList<>(entries);
      entries.sort(Comparator.comparingInt((Entry e) -> -e.dtype.bytes()));
    }

    @Override
    public void write(OutputStream out) throws IOException {
      writeHeader(out, metadata, places());
      for (Entry entry : entries) {
        writeValues(out, entry);
      }
    }

    private Map<String, SafeTensorsHeader.Tensor> places() {
      Map<String, SafeTensorsHeader.Tensor> tensors = new LinkedHashMap<>();
      long position = 0;
      for (Entry entry : entries) {
        long end = position + size(entry) * entry.dtype.bytes();
        List<Integer> shape = Arrays.stream(entry.shape).boxed().toList();
        var tensor = new SafeTensorsHeader.Tensor(entry.dtype.name(), shape, position, end);
        if (entry.name.equals(SafeTensorsHeader.METADATA)
            || tensors.put(entry.name, tensor) != null) {
          throw new IllegalArgumentException(
              "safetensors: tensor name '" + entry.name + "' is reserved or given twice");
        }
        position = end;
      }
      return tensors;
    }
  }

  /** The number of values; an array must hold them. */
  private static long size(Entry entry) {
    long size = 1;
    for (int dimension : entry.shape) {
      size *= dimension;
      if (dimension < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "safetensors: tensor '%s' has shape %s, expected dimensions of 0 or more and fewer than 2^31 values"
                .formatted(entry.name, Arrays.toString(entry.shape)));
      }
    }
    return size;
  }

  private static void writeValues(OutputStream out, Entry entry) throws IOException {
    double[] values = entry.values.get();
    if (values.length != size(entry)) {
      throw new IllegalArgumentException(
          "safetensors: tensor '%s' has %d values, expected %d for shape %s"
              .formatted(entry.name, values.length, size(entry), Arrays.toString(entry.shape)));
    }
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (entry.dtype == DType.F32) {
        chunk.putFloat((float) value);
      } else {
        chunk.putDouble(value);
      }
      if (!chunk.hasRemaining()) {
        out.write(bytes);
        chunk.clear();
      }
    }
    out.write(bytes, 0, chunk.position());
  }
}
