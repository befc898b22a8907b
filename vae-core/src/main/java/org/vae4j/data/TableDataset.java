package org.vae4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.Sha256;

/** The rows of a table, scaled by columns. Other scalings are views of the same numbers. */
public final class TableDataset implements Dataset {
  private final TableRows rows;
  private final TableForm form;
  private final @Nullable Labels labels;
  private final String origin;

  private TableDataset(TableRows rows, TableForm form, @Nullable Labels labels, String origin) {
    this.rows = rows;
    this.form = form;
    this.labels = labels;
    this.origin = origin;
  }

  /**
   * Returns the rows that are somewhere.
   *
   * @param form has a column for each value of a row
   * @param labels one a row, or null
   */
  public static TableDataset of(TableRows rows, TableForm form, @Nullable Labels labels) {
    if (rows.size() < 1) {
      throw new IllegalArgumentException("table: no rows, expected 1 or more");
    }
    if (labels != null && labels.size() != rows.size()) {
      throw new IllegalArgumentException(
          "table: " + labels.size() + " labels for " + rows.size() + " rows");
    }
    return new TableDataset(rows, form, labels, "");
  }

  /**
   * Returns the rows of an array.
   *
   * @param rows kept, not copied; NaN is a missing value
   * @throws UnusableRowException if a value is infinite; or if one is missing, the form scales its
   *     column, and nothing stands for a missing value there
   */
  public static TableDataset of(double[][] rows, TableForm form) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != form.features()) {
        throw new IllegalArgumentException(
            "table: row %d has %d values, expected %d"
                .formatted(i, rows[i].length, form.features()));
      }
      check(rows[i], i, form);
    }
    return of(new Arrays(rows), form, null);
  }

  private static void check(double[] row, int number, TableForm form) {
    for (int i = 0; i < row.length; i++) {
      TableForm.Column column = form.columns().get(i);
      boolean allowed = Double.isNaN(row[i]) && (column.isRaw() || !Double.isNaN(column.fill()));
      if (!Double.isFinite(row[i]) && !allowed) {
        throw UnusableRowException.notFinite("table", number, i, row[i]).in(0, form);
      }
    }
  }

  /** Some rows of others. */
  private static final class Selected implements TableRows {
    private final TableRows all;
    private final int[] numbers;

    Selected(TableRows all, int[] numbers) {
      this.all = all;
      this.numbers = numbers;
    }

    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public void read(int row, double[] target, int at) {
      all.read(numbers[row], target, at);
    }
  }

  private static final class Arrays implements TableRows {
    private final double[][] rows;

    Arrays(double[][] rows) {
      this.rows = rows;
    }

    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public void read(int row, double[] target, int at) {
      System.arraycopy(rows[row], 0, target, at, rows[row].length);
    }
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int features() {
    return form.features();
  }

  @Override
  public TableForm form() {
    return form;
  }

  @Override
  public @Nullable Labels labels() {
    return labels;
  }

  @Override
  public TableDataset withForm(DataForm other) {
    if (!(other instanceof TableForm table) || !table.names().equals(form.names())) {
      throw new IllegalArgumentException(
          "table: the form is of "
              + other.describe()
              + ", expected one with the columns "
              + form.names());
    }
    return new TableDataset(rows, table, labels, origin);
  }

  /** Returns the same, said to have been read in that way; a line for people. */
  public TableDataset withOrigin(String how) {
    return new TableDataset(rows, form, labels, how);
  }

  @Override
  public String origin() {
    return origin;
  }

  /** Returns the rows with these numbers, in this order, at least one. */
  @Override
  public TableDataset select(int... numbers) {
    SelectedRows.check(numbers, size());
    int[] chosen = numbers.clone();
    return new TableDataset(
        new Selected(rows, chosen),
        form,
        labels == null ? null : labels.view(chosen.length, i -> chosen[i]),
        origin);
  }

  /**
   * Returns the SHA-256, in hexadecimal, of: number of rows and columns as big-endian ints; the
   * values as they stand in the table, as big-endian doubles; the numbers of the labels as ints, if
   * there are any. The scaling has no part in it.
   */
  @Override
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(8).putInt(size()).putInt(features()).array());
    double[] row = new double[features()];
    ByteBuffer bytes = ByteBuffer.allocate(features() * Double.BYTES);
    for (int i = 0; i < size(); i++) {
      rows.read(i, row, 0);
      bytes.asDoubleBuffer().put(row);
      digest.update(bytes.array());
    }
    for (int i = 0; labels != null && i < size(); i++) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(labels.id(i)).array());
    }
    return Sha256.hex(digest);
  }

  @Override
  public int[] missing(int row) {
    double[] values = new double[features()];
    rows.read(row, values, 0);
    return IntStream.range(0, values.length).filter(i -> Double.isNaN(values[i])).toArray();
  }

  @Override
  public void copy(int row, double[] target, int at) {
    Objects.checkIndex(row, size());
    Objects.checkFromIndexSize(at, features(), target.length);
    rows.read(row, target, at);
    for (int i = 0; i < features(); i++) {
      target[at + i] = form.columns().get(i).scaled(target[at + i]);
    }
  }

  @Override
  public void copy(int row, float[] target, int at) {
    Objects.checkFromIndexSize(at, features(), target.length);
    double[] values = new double[features()];
    copy(row, values, 0);
    for (int i = 0; i < values.length; i++) {
      target[at + i] = (float) values[i];
    }
  }
}
