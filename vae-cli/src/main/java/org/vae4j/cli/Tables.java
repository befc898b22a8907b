package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.vae4j.data.TableForm;

/**
 * Rows as CSV, in the units of the table.
 *
 * @param form the columns
 */
record Tables(TableForm form) implements Rendering {

  @Override
  public String ending() {
    return "csv";
  }

  @Override
  public String folder() {
    return "tables";
  }

  @Override
  public void write(Path file, float[][] rows, int across) throws IOException {
    CsvOutput.write(file, form.names(), out -> writeRows(out, rows));
  }

  private void writeRows(CsvOutput out, float[][] rows) throws IOException {
    for (float[] row : rows) {
      out.row(cells(row));
    }
  }

  /** The reconstructions only: the originals are the user's own file. */
  @Override
  public void writePairs(Path file, float[][] originals, float[][] reconstructions)
      throws IOException {
    write(file, reconstructions, 1);
  }

  /** Returns the cells of a row: as many digits as a float has. */
  List<String> cells(float[] row) {
    return Arrays.stream(form.unscaled(row))
        .mapToObj(value -> Float.toString((float) value))
        .toList();
  }
}
