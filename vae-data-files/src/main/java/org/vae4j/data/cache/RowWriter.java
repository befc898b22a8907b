package org.vae4j.data.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;

/** Takes the rows of a new cache file, one after the other. */
public final class RowWriter {
  /** The most labels that rows may have: with more, they are no labels but names of rows. */
  public static final int MOST_LABELS = 65_536;

  private final OutputStream out;
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private int rows;
  private int rowBytes;
  private boolean labelled;
  private @Nullable DataForm form;
  private String origin = "";
  private byte[] bytes = new byte[0];

  RowWriter(OutputStream out) {
    this.out = out;
  }

  /** Says what the rows are; once, at any time. */
  public void form(DataForm rowForm) {
    form = rowForm;
  }

  /** Says in one line for people how the rows were read; once, at any time. */
  public void origin(String how) {
    origin = how;
  }

  /** Adds a row of bytes with its label, which all rows or none have. */
  public void add(byte[] row, @Nullable String label) throws IOException {
    write(row, row.length, label);
  }

  /** Adds a row of numbers with its label, empty for none; null if rows have no labels at all. */
  public void add(double[] row, @Nullable String label) throws IOException {
    if (bytes.length != row.length * Double.BYTES) {
      bytes = new byte[row.length * Double.BYTES];
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(row);
    write(bytes, bytes.length, label);
  }

  private void write(byte[] row, int length, @Nullable String label) throws IOException {
    boolean has = label != null;
    int whole = length + (has ? Integer.BYTES : 0);
    if (rows > 0 && (labelled != has || rowBytes != whole)) {
      throw new IllegalArgumentException(
          "cache: row " + rows + " has another length than those before, or lacks a label");
    }
    labelled = has;
    rowBytes = whole;
    out.write(row, 0, length);
    if (label != null) {
      int id = labels.computeIfAbsent(label, key -> labels.size());
      out.write(id & 0xFF);
      out.write(id >> 8 & 0xFF);
      out.write(id >> 16 & 0xFF);
      out.write(id >> 24 & 0xFF);
    }
    rows = Math.addExact(rows, 1);
  }

  /** Returns how many labels differ so far. */
  public int labels() {
    return labels.size();
  }

  /** Returns how many rows there are so far. */
  public int rows() {
    return rows;
  }

  Footer footer(boolean fresh) {
    if (form == null || rows == 0) {
      throw new IllegalStateException("cache: no rows, or nobody said what they are");
    }
    List<String> names = new ArrayList<>(labels.keySet());
    return new Footer(rows, rowBytes, labelled, fresh, names, form, origin);
  }
}
