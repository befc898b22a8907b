package org.vae4j.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;

final class PngTest {

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void anotherReaderGetsTheSamePixels() throws IOException {
    byte[] grey = new byte[7 * 5];
    byte[] color = new byte[7 * 5 * 3];
    for (int i = 0; i < color.length; i++) {
      grey[i % grey.length] = (byte) (i * 37);
      color[i] = (byte) (i * 91);
    }
    BufferedImage first = read(Png.encode(grey, 5, 7, 1));
    BufferedImage second = read(Png.encode(color, 5, 7, 3));
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(first.getRaster().getSample(x, y, 0)).isEqualTo(grey[y * 7 + x] & 0xFF);
        for (int c = 0; c < 3; c++) {
          assertThat(second.getRaster().getSample(x, y, c))
              .isEqualTo(color[(y * 7 + x) * 3 + c] & 0xFF);
        }
      }
    }
  }

  @Test
  void imagesLieSideBySide() throws IOException {
    ImageForm form = new ImageForm(1, 2, 1, Scaling.SIGNED);
    float[][] images = {{-1, 1}, {0, Float.NaN}, {7, -7}};
    BufferedImage strip = read(Png.strip(form, images));
    assertThat(strip.getRaster().getSamples(0, 0, 6, 1, 0, (int[]) null))
        .containsExactly(0, 255, 128, 0, 255, 0);
  }

  @Test
  void planesOfColourBecomePixels() {
    float[] image = {1, 0, 0, 0.2f, 0, 0.4f}; // two red, two green, two blue values
    assertThat(Png.bytes(new ImageForm(1, 2, 3, Scaling.UNIT), image))
        .containsExactly(255, 0, 0, 0, 51, 102);
  }

  @Test
  void largeImagesAreMadeSmallerByMeans() throws IOException {
    ImageForm form = new ImageForm(192, 3, 1, Scaling.UNIT);
    float[] image = new float[192 * 3];
    image[0] = 1;
    image[1] = 1;
    BufferedImage small = read(Png.strip(form, new float[][] {image}));
    assertThat(small.getWidth()).isEqualTo(2);
    assertThat(small.getHeight()).isEqualTo(96);
    assertThat(small.getRaster().getSample(0, 0, 0)).isEqualTo(128);
    assertThat(small.getRaster().getSample(1, 0, 0)).isZero();
  }
}
