package org.vae4j.view;

import java.util.List;

/** How a row of data looks to a person. */
public sealed interface Layout {

  /** Returns the number of values in a row. */
  int features();

  /**
   * Rows are images, pixel rows from the top, the channels of a pixel side by side.
   *
   * @param channels 1 for grey, 3 for red, green, blue
   * @param low the value of black, and of everything below
   * @param high the value of white, and of everything above
   */
  record Image(int height, int width, int channels, double low, double high) implements Layout {

    /** Checks the sizes. */
    public Image {
      if (height < 1 || width < 1 || (channels != 1 && channels != 3) || !(low < high)) {
        throw new IllegalArgumentException(
            "layout: images of %d×%d with %d channels from %s to %s, expected sides of 1 or more, 1 or 3 channels, low < high"
                .formatted(height, width, channels, low, high));
      }
    }

    @Override
    public int features() {
      return height * width * channels;
    }

    /** Returns the bytes of an image, 0 for {@code low} and NaN, 255 for {@code high}. */
    public byte[] bytes(float[] row) {
      byte[] bytes = new byte[row.length];
      for (int i = 0; i < row.length; i++) {
        double clamped = Math.min(Math.max(row[i], low), high);
        bytes[i] = (byte) Math.round((clamped - low) / (high - low) * 255);
      }
      return bytes;
    }
  }

  /** Rows are numbers, a column each. */
  record Table(List<Column> columns) implements Layout {

    /** Copies the list. */
    public Table {
      columns = List.copyOf(columns);
    }

    @Override
    public int features() {
      return columns.size();
    }
  }

  /**
   * A column of a table, whose values the model knows scaled.
   *
   * @param name what the file calls it
   * @param offset what the file has where the model has 0
   * @param scale what 1 in the model stands for in the file
   */
  record Column(String name, double offset, double scale) {}
}
