package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.vae4j.data.ImageForm;
import org.vae4j.io.ImageGrid;

/**
 * Grids of images as PNG files.
 *
 * @param form what each image is
 */
record Pictures(ImageForm form) implements Rendering {
  private static final int COLUMNS = 10;
  private static final int GOOD_SIDE = 84;
  private static final int LONGEST_SIDE = 32_000;

  /** Refuses images of which a training can't draw its ten rows of ten. */
  static void checkSides(String what, int width, int height) {
    int most = LONGEST_SIDE / COLUMNS - 1;
    if (width > most || height > most) {
      throw CommandException.usage(
          "%s is %dx%d, expected sides of at most %d, for ten images beside each other are drawn;"
                  .formatted(what, width, height, most)
              + " choose a smaller --size");
    }
  }

  @Override
  public String ending() {
    return "png";
  }

  @Override
  public String folder() {
    return "images";
  }

  @Override
  public void write(Path file, double[][] rows, int columns) throws IOException {
    draw(file, floats(rows), columns);
  }

  private static float[][] floats(double[][] rows) {
    float[][] images = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      images[i] = new float[rows[i].length];
      for (int k = 0; k < rows[i].length; k++) {
        images[i][k] = (float) rows[i][k];
      }
    }
    return images;
  }

  private void draw(Path file, float[][] images, int columns) throws IOException {
    int rows = (images.length + columns - 1) / columns;
    int zoom = Math.max(2, GOOD_SIDE / Math.max(form.height(), form.width()));
    while (zoom > 1 && !fits(rows, columns, zoom)) {
      zoom--;
    }
    if (!fits(rows, columns, zoom)) {
      throw CommandException.usage(
          rows
              + " rows of "
              + columns
              + " images of "
              + form.size()
              + " make too large a picture; draw fewer");
    }
    ImageGrid.write(
        file,
        images,
        form.channels(),
        form.height(),
        form.width(),
        columns,
        (float) form.scaling().low(),
        (float) form.scaling().high(),
        zoom);
  }

  private boolean fits(int rows, int columns, int zoom) {
    return (long) rows * (form.height() * (long) zoom + 1) <= LONGEST_SIDE
        && (long) columns * (form.width() * (long) zoom + 1) <= LONGEST_SIDE;
  }

  /** A row of originals, a row of reconstructions, and so on. */
  @Override
  public void writePairs(Path file, double[][] originals, double[][] reconstructions)
      throws IOException {
    int columns = Math.min(COLUMNS, originals.length);
    draw(file, inPairsOfRows(floats(originals), floats(reconstructions), columns), columns);
  }

  /** Rows of one alternate with rows of the other; cells that stay free are black. */
  private float[][] inPairsOfRows(float[][] upper, float[][] lower, int columns) {
    float[] black = new float[upper[0].length];
    Arrays.fill(black, (float) form.scaling().low());
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
