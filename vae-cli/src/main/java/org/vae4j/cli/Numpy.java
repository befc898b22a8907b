package org.vae4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vae4j.autograd.Weights;
import org.vae4j.io.AtomicFile;
import org.vae4j.tensor.DType;

/** NumPy's files: .npy (format 1.0) is one array, .npz a zip of such. */
final class Numpy {
  private static final int ALIGNMENT = 64;

  /** The earliest time that a zip can say, so that equal weights give equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Numpy() {}

  /** Returns what stands before the values of an array, which are little-endian and row-major. */
  static byte[] header(DType dtype, int... shape) {
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '<f%d', 'fortran_order': False, 'shape': (%s), }"
            .formatted(dtype.bytes(), shape.length == 1 ? dimensions + "," : dimensions);
    int before = 10;
    int length = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
    ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) length);
    header.put(
        (text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }

  /** Writes floats as they stand in an array. */
  static void write(OutputStream out, float... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    out.write(bytes.array());
  }

  /** Writes weights by their names, not compressed, in one step. */
  static void writeNpz(Path file, Weights weights) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
          for (String name : weights.names()) {
            byte[] content = npy(weights, name);
            CRC32 sum = new CRC32();
            sum.update(content);
            ZipEntry entry = new ZipEntry(name + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static byte[] npy(Weights weights, String name) {
    DType dtype = weights.dtype();
    double[] values = weights.values(name);
    byte[] header = header(dtype, weights.get(name).shape().dimensions());
    long size = header.length + (long) values.length * dtype.bytes();
    if (size > Integer.MAX_VALUE - 8) {
      throw CommandException.usage(
          name + " has " + values.length + " values, too many for .npz; export as .safetensors");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN).put(header);
    for (double value : values) {
      if (dtype == DType.F32) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return bytes.array();
  }
}
