package org.vae4j.data;

import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A label for each row that has one: the number of one in a list of names. Safe for use by many
 * threads.
 */
public final class Labels {
  /** Stands for the number of the label of a row that has none. */
  public static final int NONE = -1;

  private final int size;
  private final IntUnaryOperator ids;
  private final List<String> names;

  private Labels(int size, IntUnaryOperator ids, List<String> names) {
    this.size = size;
    this.ids = ids;
    this.names = names;
  }

  /**
   * Labels from wherever they are.
   *
   * @param size the number of rows
   * @param ids the position in {@code names} of the label of each row, or {@link #NONE}
   */
  public static Labels of(int size, IntUnaryOperator ids, List<String> names) {
    return new Labels(size, ids, List.copyOf(names));
  }

  /** Labels 0 to 255, called by their numbers; kept, not copied. */
  static Labels of(byte[] labels) {
    int most = 0;
    for (byte label : labels) {
      most = Math.max(most, label & 0xFF);
    }
    List<String> names = IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
    return new Labels(labels.length, row -> labels[row] & 0xFF, names);
  }

  /** Returns the number of rows. */
  public int size() {
    return size;
  }

  /** Returns the number of a row's label, from 0, or {@link #NONE}. */
  public int id(int row) {
    return ids.applyAsInt(Objects.checkIndex(row, size));
  }

  /** Returns the label of a row, empty if it has none. */
  public String name(int row) {
    int id = id(row);
    return id == NONE ? "" : names.get(id);
  }

  /** Returns all labels there are, in the order of their numbers. */
  public List<String> names() {
    return names;
  }

  /** Returns the labels of other rows: row i of {@code size} is row {@code rows(i)} of these. */
  public Labels view(int size, IntUnaryOperator rows) {
    return new Labels(size, row -> id(rows.applyAsInt(row)), names);
  }
}
