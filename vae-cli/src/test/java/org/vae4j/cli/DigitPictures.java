package org.vae4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.dataset.mnist.Mnist;

/** Folders of MNIST digits as PNG files. */
final class DigitPictures {
  private DigitPictures() {}

  /** Writes some digits to subfolders called as their labels. */
  static Path folder(Path folder, int first, int count) throws IOException {
    ImageDataset digits =
        Mnist.load().train().subset(first, first + count).withScaling(new Scaling(0, 255));
    for (int i = 0; i < count; i++) {
      Path of = Files.createDirectories(folder.resolve(Integer.toString(digits.label(i))));
      ImageIO.write(image(digits, i), "png", of.resolve("%05d.png".formatted(first + i)).toFile());
    }
    return folder;
  }

  private static BufferedImage image(ImageDataset digits, int row) {
    double[] levels = new double[784];
    digits.copy(row, levels, 0);
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 28, 28, levels);
    return image;
  }
}
