package org.vae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the columns of a table are brought to one scale; the figures come from training rows. */
public enum TableScaling {
  /** To mean 0 and variance 1. */
  STANDARDISE,

  /** To an interval, the least value to its lower end, the greatest to its upper end. */
  MINMAX,

  /** As they are. */
  NONE;

  /**
   * Returns the form that scales the columns of these rows. A column whose values are all equal is
   * shifted only. Missing values have no part in the figures.
   *
   * @param rows not scaled yet
   * @param interval where {@link #MINMAX} maps to
   * @param missing what stands for a missing value
   * @throws IllegalArgumentException if a column has no value at all, or its values are so large
   *     that their spread is infinite
   */
  public TableForm fit(Dataset rows, Scaling interval, Missing missing) {
    if (!(rows.form() instanceof TableForm form)) {
      throw new IllegalArgumentException("scale: the data are no table");
    }
    Figures figures = new Figures(rows);
    List<TableForm.Column> columns = new ArrayList<>();
    for (int i = 0; i < form.features(); i++) {
      String name = form.columns().get(i).name();
      if (figures.counts[i] == 0) {
        throw new IllegalArgumentException(
            "scale: all "
                + rows.size()
                + " values of column '"
                + name
                + "' are missing; leave it"
                + " out");
      }
      double low = figures.least[i];
      double spread = figures.greatest[i] - low;
      double deviation = Math.sqrt(figures.squares[i] / figures.counts[i]);
      if (!Double.isFinite(spread) || !Double.isFinite(deviation)) {
        throw new IllegalArgumentException(
            "scale: the values of column '%s' go from %s to %s, whose spread is infinite"
                .formatted(name, low, figures.greatest[i]));
      }
      double mean = figures.means[i];
      double fill = missing.value(mean);
      columns.add(
          switch (this) {
            case STANDARDISE ->
                new TableForm.Column(name, mean, deviation > 0 ? deviation : 1, fill, mean);
            case MINMAX -> {
              double scale = spread > 0 ? spread / (interval.high() - interval.low()) : 1;
              yield new TableForm.Column(name, low - interval.low() * scale, scale, fill, mean);
            }
            case NONE -> new TableForm.Column(name, 0, 1, fill, mean);
          });
    }
    return new TableForm(columns, form.labelColumn());
  }

  /**
   * What stands for a missing value.
   *
   * @param mean whether it is the column's mean
   * @param value if not, this; NaN if no value may be missing
   */
  public record Missing(boolean mean, double value) {
    /** No value may be missing. */
    public static final Missing REFUSED = new Missing(false, Double.NaN);

    /** The mean of the column's training rows. */
    public static final Missing MEAN = new Missing(true, Double.NaN);

    double value(double ofColumn) {
      return mean ? ofColumn : value;
    }
  }

  /** Counts, means, sums of squared deviations (Welford 1962) and bounds of each column. */
  private static final class Figures {
    final long[] counts;
    final double[] means;
    final double[] squares;
    final double[] least;
    final double[] greatest;

    Figures(Dataset rows) {
      int columns = rows.features();
      counts = new long[columns];
      means = new double[columns];
      squares = new double[columns];
      least = new double[columns];
      greatest = new double[columns];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
      double[] row = new double[columns];
      for (int i = 0; i < rows.size(); i++) {
        rows.copy(i, row, 0);
        for (int k = 0; k < columns; k++) {
          if (!Double.isNaN(row[k])) {
            add(k, row[k]);
          }
        }
      }
    }

    private void add(int column, double value) {
      counts[column]++;
      double before = value - means[column];
      means[column] += before / counts[column];
      squares[column] += before * (value - means[column]);
      least[column] = Math.min(least[column], value);
      greatest[column] = Math.max(greatest[column], value);
    }
  }
}
