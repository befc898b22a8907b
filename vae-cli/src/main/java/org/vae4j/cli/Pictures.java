package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.vae4j.data.Dataset;
import org.vae4j.data.Scaling;
import org.vae4j.io.ImageGrid;
import org.vae4j.vae.VaeModel;

/**
 * Grids of images as PNG files.
 *
 * @param size of one image
 * @param scaling the interval from black to white
 */
record Pictures(ImageSize size, Scaling scaling) {
  private static final int COLUMNS = 10;
  private static final int GOOD_SIDE = 84;
  private static final int LONGEST_SIDE = 32_000;

  /** Writes images row by row. */
  void write(Path file, float[][] images, int columns) throws IOException {
    int rows = (images.length + columns - 1) / columns;
    int zoom = Math.max(2, GOOD_SIDE / Math.max(size.height(), size.width()));
    while (zoom > 1 && !fits(rows, columns, zoom)) {
      zoom--;
    }
    if (!fits(rows, columns, zoom)) {
      throw CommandException.usage(
          rows
              + " rows of "
              + columns
              + " images of "
              + size
              + " make too large a picture; draw fewer");
    }
    ImageGrid.write(
        file,
        images,
        size.height(),
        size.width(),
        columns,
        (float) scaling.low(),
        (float) scaling.high(),
        zoom);
  }

  private boolean fits(int rows, int columns, int zoom) {
    return (long) rows * (size.height() * zoom + 1) <= LONGEST_SIDE
        && (long) columns * (size.width() * zoom + 1) <= LONGEST_SIDE;
  }

  /** Writes the first ten images of the data, below them their reconstructions. */
  void writeReconstructions(Path file, Dataset data, VaeModel model) throws IOException {
    writeReconstructions(file, data, model, COLUMNS);
  }

  /** Writes the first {@code count} images of the data: a row of them, a row of reconstructions. */
  void writeReconstructions(Path file, Dataset data, VaeModel model, int count) throws IOException {
    float[][] originals = new float[Math.min(count, data.size())][data.features()];
    for (int i = 0; i < originals.length; i++) {
      data.copy(i, originals[i], 0);
    }
    int columns = Math.min(COLUMNS, originals.length);
    write(file, inPairsOfRows(originals, model.reconstruct(originals), columns), columns);
  }

  /** Rows of one alternate with rows of the other; cells that stay free are black. */
  private float[][] inPairsOfRows(float[][] upper, float[][] lower, int columns) {
    float[] black = new float[upper[0].length];
    Arrays.fill(black, (float) scaling.low());
    int pairs = (upper.length + columns - 1) / columns;
    float[][] cells = new float[pairs * 2 * columns][];
    Arrays.fill(cells, black);
    for (int i = 0; i < upper.length; i++) {
      int at = i / columns * 2 * columns + i % columns;
      cells[at] = upper[i];
      cells[at + columns] = lower[i];
    }
    return cells;
  }
}
