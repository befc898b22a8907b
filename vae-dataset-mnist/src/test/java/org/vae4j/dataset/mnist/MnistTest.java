package org.vae4j.dataset.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.data.DataSplit;
import org.vae4j.data.Datasets;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.io.ImageGrid;

class MnistTest {
  private static DataSplit mnist;

  @BeforeAll
  static void load() throws IOException {
    mnist = Mnist.load();
  }

  /** SHA-256 of the uncompressed files as they have been distributed since 1998. */
  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte, 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte, 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte, ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
  })
  void theFilesAreTheOriginalOnes(String name, String sha256) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in =
        new DigestInputStream(
            new GZIPInputStream(Mnist.class.getResourceAsStream(name + ".gz")), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
  }

  /** A subset computes its digest; the whole set states it. */
  @Test
  void statesTheDigestsThatItsImagesHave() {
    for (ImageDataset images : List.of(mnist.train(), mnist.requireTest())) {
      assertThat(images.sha256()).isEqualTo(images.first(images.size()).sha256());
    }
  }

  @Test
  void hasTheKnownSizesAndLabels() {
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().features()).isEqualTo(784);
    assertThat(mnist.test().height()).isEqualTo(28);
    assertThat(counts(mnist.train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(counts(mnist.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    assertThat(mnist.train().label(0)).isEqualTo(5);
    assertThat(mnist.test().label(0)).isEqualTo(7);
  }

  /** The mean pixel that everybody's normalisation of MNIST uses, 0.1307. */
  @Test
  void hasTheKnownMeanPixel() {
    ImageDataset train = mnist.train().withScaling(Scaling.UNIT);
    double[] row = new double[784];
    double sum = 0;
    for (int i = 0; i < train.size(); i++) {
      train.copy(i, row, 0);
      for (double pixel : row) {
        sum += pixel;
      }
    }
    assertThat(sum / 60_000 / 784).isBetween(0.13065, 0.13075);
  }

  @Test
  void isFoundByName() throws IOException {
    assertThat(Datasets.find().load("mnist").train().sha256()).isEqualTo(mnist.train().sha256());
    assertThat(Datasets.find().providers())
        .singleElement()
        .satisfies(p -> assertThat(p.description()).contains("60,000", "CC BY-SA 3.0"));
  }

  @Test
  void digitsCanBeDrawn(@TempDir Path folder) throws IOException {
    float[][] digits = new float[10][784];
    for (int i = 0; i < 10; i++) {
      mnist.train().copy(i, digits[i], 0);
    }
    Path file = folder.resolve("digits.png");
    ImageGrid.write(file, digits, 28, 28, 10, -1, 1, 2);
    var picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(10 * 57 - 1);
    assertThat(picture.getHeight()).isEqualTo(56);
  }

  private static int[] counts(ImageDataset images) {
    int[] counts = new int[10];
    for (int i = 0; i < images.size(); i++) {
      counts[images.label(i)]++;
    }
    return counts;
  }
}
