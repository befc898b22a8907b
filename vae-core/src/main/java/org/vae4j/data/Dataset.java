package org.vae4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.Sha256;

/** Rows of numbers, all of the same length. Safe for use by many threads. */
public interface Dataset {

  /** Returns the number of rows. */
  int size();

  /** Returns the number of values in each row. */
  int features();

  /**
   * Copies a row.
   *
   * @param target gets {@link #features()} values from {@code at} on. Modified.
   */
  void copy(int row, double[] target, int at);

  /**
   * Copies a row, rounded to float.
   *
   * @param target gets {@link #features()} values from {@code at} on. Modified.
   */
  void copy(int row, float[] target, int at);

  /** Returns which values of a row, from 0, are missing in the data; others stand for them. */
  default int[] missing(int row) {
    return new int[0];
  }

  /** Returns what the values are, or null if nobody said. */
  default @Nullable DataForm form() {
    return null;
  }

  /** Returns how the rows were read, in one line for people; empty if there is nothing to say. */
  default String origin() {
    return "";
  }

  /** Returns the labels, one a row, or null if there are none. */
  default @Nullable Labels labels() {
    return null;
  }

  /**
   * Returns the same rows with their values mapped as another form says.
   *
   * @throws IllegalArgumentException if the form is of other data
   */
  default Dataset withForm(DataForm other) {
    throw new IllegalArgumentException(
        "data: these rows can't be mapped to " + other.describe() + "; nobody said what they are");
  }

  /** Returns the rows {@code from .. from+count}, each an array of its own. */
  default float[][] rows(int from, int count) {
    float[][] rows = new float[count][features()];
    for (int i = 0; i < count; i++) {
      copy(from + i, rows[i], 0);
    }
    return rows;
  }

  /**
   * Returns what tells these data from others, a SHA-256 in hexadecimal; by default of the size and
   * the features as big-endian ints, and all values as big-endian doubles.
   */
  default String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(8).putInt(size()).putInt(features()).array());
    double[] row = new double[features()];
    ByteBuffer bytes = ByteBuffer.allocate(features() * Double.BYTES);
    for (int i = 0; i < size(); i++) {
      copy(i, row, 0);
      bytes.asDoubleBuffer().put(row);
      digest.update(bytes.array());
    }
    return Sha256.hex(digest);
  }

  /** Returns the rows with these numbers, in this order, at least one; a view unless said. */
  default Dataset select(int... rows) {
    return new SelectedRows(this, rows);
  }

  /** Returns the rows {@code order[from .. from+count)} one after the other in one array. */
  default double[] gather(int[] order, int from, int count) {
    double[] all = new double[Math.multiplyExact(count, features())];
    for (int i = 0; i < count; i++) {
      copy(order[from + i], all, i * features());
    }
    return all;
  }
}
