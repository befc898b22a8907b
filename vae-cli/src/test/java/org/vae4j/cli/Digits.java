package org.vae4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.dataset.mnist.Mnist;

/** Folders of IDX files with a few digits of MNIST. */
final class Digits {
  static final int TRAIN = 90;
  static final int TEST = 30;

  private static final ImageDataset MNIST = read();

  private Digits() {}

  private static ImageDataset read() {
    try {
      return Mnist.load().train().withScaling(new Scaling(0, 255));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes training and test images of 28×28, with labels. */
  static Path folder(Path folder) throws IOException {
    return folder(folder, 28, 28, true);
  }

  /** Writes the middle height × width pixels of the images. */
  static Path folder(Path folder, int height, int width, boolean withTest) throws IOException {
    Files.createDirectories(folder);
    Files.write(trainImages(folder), images(0, TRAIN, height, width));
    Files.write(trainLabels(folder), labels(0, TRAIN));
    if (withTest) {
      Files.write(testImages(folder), images(TRAIN, TEST, height, width));
      Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(TRAIN, TEST));
    }
    return folder;
  }

  static Path trainImages(Path folder) {
    return folder.resolve("train-images-idx3-ubyte");
  }

  static Path trainLabels(Path folder) {
    return folder.resolve("train-labels-idx1-ubyte");
  }

  static Path testImages(Path folder) {
    return folder.resolve("t10k-images-idx3-ubyte");
  }

  static byte[] images(int first, int count, int height, int width) throws IOException {
    float[] image = new float[MNIST.features()];
    int top = (28 - height) / 2;
    int left = (28 - width) / 2;
    byte[] pixels = new byte[count * height * width];
    int at = 0;
    for (int i = 0; i < count; i++) {
      MNIST.copy(first + i, image, 0);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          pixels[at++] = (byte) Math.round(image[(top + y) * 28 + left + x]);
        }
      }
    }
    return file(pixels, 0x803, count, height, width);
  }

  static byte[] labels(int first, int count) throws IOException {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) MNIST.label(first + i);
    }
    return file(labels, 0x801, count);
  }

  static byte[] file(byte[] content, int... header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int number : header) {
      out.writeInt(number);
    }
    out.write(content);
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
