package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  private static final int LINE = 96;

  @TempDir Path folder;

  @Test
  void drawsEveryValueInItsPlace() throws IOException {
    float[][] images = {{-1, 1}, {0, 0.5f}, {-7, Float.NaN}};
    ImageGrid.write(folder.resolve("a.png"), images, 1, 2, 2, -1, 1);
    assertThat(pixels("a.png"))
        .isDeepEqualTo(
            new int[][] {
              {0, 255, LINE, 128, 191}, {LINE, LINE, LINE, LINE, LINE}, {0, 0, LINE, LINE, LINE}
            });
  }

  @Test
  void zoomRepeatsValuesButNotLines() throws IOException {
    ImageGrid.write(folder.resolve("a.png"), new float[][] {{0, 9}, {1, 0}}, 1, 2, 5, 0, 1, 2);
    assertThat(pixels("a.png"))
        .isDeepEqualTo(
            new int[][] {
              {0, 0, 255, 255, LINE, 255, 255, 0, 0}, {0, 0, 255, 255, LINE, 255, 255, 0, 0}
            });
  }

  @Test
  void equalPicturesAreEqualFiles() throws IOException {
    float[][] images = new float[30][28 * 28];
    images[7][99] = 1;
    ImageGrid.write(folder.resolve("a.png"), images, 28, 28, 10, 0, 1, 2);
    ImageGrid.write(folder.resolve("b.png"), images, 28, 28, 10, 0, 1, 2);
    assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void misuseIsRefusedAndNothingIsWritten() {
    Path file = folder.resolve("a.png");
    assertThatThrownBy(() -> ImageGrid.write(file, new float[0][], 1, 1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 images");
    assertThatThrownBy(() -> ImageGrid.write(file, new float[][] {{1, 2, 3}}, 2, 2, 1, 0, 1))
        .hasMessage("image grid: an image has 3 values, expected 2×2");
    assertThatThrownBy(() -> ImageGrid.write(file, new float[][] {{1}}, 1, 1, 1, 1, 1))
        .hasMessageContaining("low < high");
    assertThatThrownBy(() -> ImageGrid.write(file, new float[][] {{1}}, 1, 1, 1, 0, 1, 40_000))
        .hasMessageContaining("width is 40000 pixels");
    assertThat(folder).isEmptyDirectory();
  }

  private int[][] pixels(String name) throws IOException {
    BufferedImage picture = ImageIO.read(folder.resolve(name).toFile());
    Raster raster = picture.getRaster();
    assertThat(raster.getNumBands()).isEqualTo(1);
    int[][] rows = new int[picture.getHeight()][];
    for (int y = 0; y < rows.length; y++) {
      rows[y] = raster.getSamples(0, y, picture.getWidth(), 1, 0, (int[]) null);
    }
    return rows;
  }
}
