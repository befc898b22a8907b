package org.vae4j.data;

import java.util.ArrayList;
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
   * @param mean of the training rows; NaN if it is not known
   */
  public record Column(String name, double shift, double scale, double fill, double mean) {

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
      if (Double.isInfinite(mean)) {
        throw new IllegalArgumentException("column '" + name + "': mean is infinite");
      }
    }

    /** A column whose mean is not known. */
    public Column(String name, double shift, double scale, double fill) {
      this(name, shift, scale, fill, Double.NaN);
    }

    /** A column whose values stay as they are. */
    public static Column raw(String name) {
      return new Column(name, 0, 1, Double.NaN);
    }

    /** Whether values stay as they are. */
    public boolean isRaw() {
      return shift == 0 && scale == 1;
    }

    /**
     * Returns what a model sees of a value; NaN is a missing one. A finite value stays finite: what
     * would overflow becomes the largest number.
     */
    public double scaled(double value) {
      double taken = Double.isNaN(value) ? fill : value;
      double scaled = (taken - shift) / scale;
      return Double.isInfinite(scaled) && !Double.isInfinite(taken)
          ? Math.copySign(Double.MAX_VALUE, scaled)
          : scaled;
    }

    /** Returns the same column with something else that stands for a missing value. */
    Column withFill(double other) {
      return new Column(name, shift, scale, other, mean);
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

  /**
   * Returns the same form with something else that stands for missing values.
   *
   * @throws IllegalArgumentException if that is the mean, and the mean of a column is not known
   */
  public TableForm withMissing(TableScaling.Missing missing) {
    List<Column> filled = new ArrayList<>();
    for (Column column : columns) {
      if (missing.mean() && Double.isNaN(column.mean())) {
        throw new IllegalArgumentException(
            "table: the mean of column '"
                + column.name()
                + "' is not known, for the model was made before means were kept; give a number");
      }
      filled.add(column.withFill(missing.value(column.mean())));
    }
    return new TableForm(filled, labelColumn);
  }

  /** Returns the row of the table that a model means. */
  public double[] unscaled(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      wide[i] = row[i];
    }
    return unscaled(wide);
  }

  /** Returns the row of the table that a model means. */
  public double[] unscaled(double[] row) {
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
