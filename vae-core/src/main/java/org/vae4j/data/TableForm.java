package org.vae4j.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows are rows of a table. A value v of a column becomes (v - shift) / scale.
 *
 * @param columns what each value is, in order
 * @param labelColumn the name of the column that labels were taken from, or null
 */
public record TableForm(List<Column> columns, @Nullable String labelColumn) implements DataForm {

  /** The most columns that a table may have. */
  public static final int MOST_COLUMNS = 100_000;

  /**
   * A column.
   *
   * @param name what the table calls it; its number from 1 if the table has no names
   * @param shift taken off each value
   * @param scale what is left is divided by, above 0
   * @param fill stands for a missing value; NaN if none may be missing
   */
  public record Column(String name, double shift, double scale, double fill) {

    /** Checks that the numbers are finite. */
    public Column {
      if (!Double.isFinite(shift) || !Double.isFinite(scale) || scale <= 0) {
        throw new IllegalArgumentException(
            "column '%s': shift %s and scale %s, expected finite numbers and a scale above 0"
                .formatted(name, shift, scale));
      }
      if (Double.isInfinite(fill)) {
        throw new IllegalArgumentException("column '" + name + "': fill is infinite");
      }
    }

    /** A column whose values stay as they are. */
    public static Column raw(String name) {
      return new Column(name, 0, 1, Double.NaN);
    }

    /** Returns what a model sees of a value; NaN is a missing one. */
    public double scaled(double value) {
      return ((Double.isNaN(value) ? fill : value) - shift) / scale;
    }

    /** Returns the value that a model means. */
    public double unscaled(double value) {
      return value * scale + shift;
    }
  }

  /** Checks that there are columns and that their names differ. */
  public TableForm {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "table: " + columns.size() + " columns, expected 1 to " + MOST_COLUMNS);
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "table: two columns are called '" + column.name() + "'; names must differ");
      }
    }
  }

  /** A table whose values stay as they are. */
  public static TableForm raw(List<String> names, @Nullable String labelColumn) {
    return new TableForm(names.stream().map(Column::raw).toList(), labelColumn);
  }

  @Override
  public int features() {
    return columns.size();
  }

  /** Returns the names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Whether missing values have something that stands for them. */
  public boolean fillsMissing() {
    return columns.stream().noneMatch(column -> Double.isNaN(column.fill()));
  }

  /** Returns the row of the table that a model means. */
  public double[] unscaled(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = columns.get(i).unscaled(row[i]);
    }
    return values;
  }

  @Override
  public String describe() {
    return "rows of " + columns.size() + (columns.size() == 1 ? " column" : " columns");
  }
}
