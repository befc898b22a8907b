package org.vae4j.data.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;

/**
 * The end of a cache file, which says what stands before it.
 *
 * @param rows how many
 * @param rowBytes bytes of each, its label included
 * @param labelled whether the last four bytes of a row are the number of its label, little-endian
 * @param fresh whether a source had been changed so shortly before that another change might not
 *     show in its times
 * @param labels names, in order of first appearance
 * @param form what the rows are
 * @param origin how they were read, for people; may be empty
 */
record Footer(
    int rows,
    int rowBytes,
    boolean labelled,
    boolean fresh,
    List<String> labels,
    DataForm form,
    String origin) {

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(rows);
    out.writeInt(rowBytes);
    out.writeBoolean(labelled);
    out.writeBoolean(fresh);
    out.writeInt(labels.size());
    for (String label : labels) {
      text(out, label);
    }
    text(out, form.toJson());
    text(out, origin);
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads a footer whose checksum was right, which anybody can make.
   *
   * @throws IOException if it is none that {@link #toBytes} makes of rows
   */
  static Footer parse(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int rows = in.readInt();
    int rowBytes = in.readInt();
    boolean labelled = in.readBoolean();
    boolean fresh = in.readBoolean();
    int count = in.readInt();
    if (count < 0 || count > RowWriter.MOST_LABELS || labelled != count > 0) {
      throw new IOException(count + " labels");
    }
    Set<String> labels = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      if (!labels.add(text(in))) {
        throw new IOException("a label that is there twice");
      }
    }
    DataForm form = DataForm.parse(text(in));
    String origin = text(in);
    if (rows < 1 || rowBytes != rowBytes(form, labelled) || in.available() > 0) {
      throw new IOException(rows + " rows of " + rowBytes + " bytes, or bytes behind the origin");
    }
    return new Footer(rows, rowBytes, labelled, fresh, List.copyOf(labels), form, origin);
  }

  private static long rowBytes(DataForm form, boolean labelled) {
    long values = (long) form.features() * (form instanceof ImageForm ? 1 : Double.BYTES);
    return values + (labelled ? Integer.BYTES : 0);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
