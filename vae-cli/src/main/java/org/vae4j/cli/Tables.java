package org.vae4j.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.data.TableForm;

/**
 * Rows as CSV, in the units of the table.
 *
 * @param form the columns
 */
record Tables(TableForm form) implements Rendering {
  private static final double LEAST_PLAIN = 1e-5;
  private static final double MOST_PLAIN = 1e15;

  @Override
  public String ending() {
    return "csv";
  }

  @Override
  public String folder() {
    return "tables";
  }

  @Override
  public void write(Path file, double[][] rows, int across) throws IOException {
    CsvOutput.write(file, form.names(), out -> writeRows(out, rows));
  }

  private void writeRows(CsvOutput out, double[][] rows) throws IOException {
    for (double[] row : rows) {
      out.row(cells(row));
    }
  }

  /** The reconstructions only: the originals are the user's own file. */
  @Override
  public void writePairs(Path file, double[][] originals, double[][] reconstructions)
      throws IOException {
    write(file, reconstructions, 1);
  }

  /**
   * Returns the cells of a row, with the digits that a model's numbers have in the table's units.
   */
  List<String> cells(double[] row) {
    double[] values = form.unscaled(row);
    return IntStream.range(0, row.length)
        .mapToObj(i -> text(values[i], step(form.columns().get(i), row[i])))
        .toList();
  }

  /** The distance of the numbers beside one that a model gives, in the table's units. */
  private static double step(TableForm.Column column, double value) {
    double size = column.isRaw() ? Math.abs(value) : Math.max(1, Math.abs(value));
    boolean single = (float) value == value;
    return column.scale() * (single ? Math.ulp((float) size) : Math.ulp(size));
  }

  private static String text(double value, double step) {
    double size = Math.abs(value);
    double least = Math.max(step, Math.ulp(value));
    if (size < LEAST_PLAIN || size > MOST_PLAIN || !(least < 1)) {
      return Double.toString(value);
    }
    int digits = (int) -Math.floor(Math.log10(least));
    BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
