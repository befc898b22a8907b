package org.vae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.io.MalformedFileException;

class IdxTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsImagesAndLabelsPlainOrZippedWhateverTheName(boolean zipped) throws IOException {
    byte[] images = images(3, 2, 4);
    byte[] labels = labels(3);
    Path imageFile = file(zipped ? "i" : "i.gz", zipped ? gzip(images) : images);
    Path labelFile = file(zipped ? "l" : "l.gz", zipped ? gzip(labels) : labels);
    ImageDataset read = Idx.read(imageFile, labelFile);
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.height()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(4);
    assertThat(read.label(2)).isEqualTo(2);
    double[] row = new double[8];
    read.withScaling(new Scaling(0, 255)).copy(1, row, 0);
    assertThat(row).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
    assertThat(Idx.read(imageFile, null).hasLabels()).isFalse();
    assertThat(Idx.read(imageFile.toUri().toURL(), labelFile.toUri().toURL()).sha256())
        .isEqualTo(read.sha256());
  }

  @Test
  void zippedContentLargerThanTheFirstChunkIsWhole() throws IOException {
    byte[] images = images(3000, 28, 28);
    ImageDataset zipped = Idx.read(file("a.gz", gzip(images)), null);
    assertThat(zipped.sha256()).isEqualTo(Idx.read(file("a", images), null).sha256());
    assertThat(zipped.size()).isEqualTo(3000);
  }

  /** Headers in hexadecimal without any content, and what the message must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000801 00000001                   | magic number 0x00000801, expected 0x00000803
          00000d03 00000001 00000001 00000001 | magic number 0x00000d03
          89504e47 0d0a1a0a                   | magic number 0x89504e47
          00000803 80000000 00000001 00000001 | claims 2147483648 × 1 × 1
          00000803 7fffffff 0000001c 0000001c | claims 2147483647 × 28 × 28
          00000803 00010000 00010000 00010000 | claims 65536 × 65536 × 65536
          00000803 ffffffff ffffffff ffffffff | claims 4294967295 × 4294967295 × 4294967295
          00000803 00000000 0000001c 0000001c | claims 0 × 28 × 28
          00000803 00000001 00000000 0000001c | claims 1 × 0 × 28
          00000803 000f4240 0000001c 0000001c | 0 bytes after the header, expected 784000000
          00000803 00000001 00000001          | end inside the IDX header
          """)
  void refusesHeadersThatTheFileCannotKeep(String header, String message) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(header.replace(" ", ""));
    refused(file("plain", bytes), message);
    if (!message.contains("end inside")) {
      refused(file("zipped", gzip(bytes)), message);
    }
  }

  @Test
  void everyTruncationOfAPlainOrZippedFileIsRefused() throws IOException {
    for (byte[] whole : new byte[][] {images(5, 3, 3), gzip(images(5, 3, 3))}) {
      for (int length = 0; length < whole.length; length++) {
        refused(file("cut" + length, Arrays.copyOf(whole, length)), "expected ");
      }
    }
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    byte[] longer = Arrays.copyOf(images(5, 3, 3), 16 + 45 + 1);
    refused(file("plain", longer), "46 bytes after the header, expected 45 for 5 × 3 × 3");
    refused(file("zipped", gzip(longer)), "bytes after the last value");
    byte[] sound = gzip(images(5, 3, 3));
    byte[] garbage = Arrays.copyOf(sound, sound.length + 1);
    refused(file("garbage", garbage), "bytes after its end that are no gzip member");
  }

  @Test
  void everyChangedByteOfAZippedFileIsReadOrRefusedAndNothingElseHappens() throws IOException {
    byte[] whole = gzip(images(5, 3, 3));
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int flip : new int[] {1, 16, 128, 255}) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) flip;
        try {
          Idx.read(file("changed" + at + "." + flip, changed), null);
        } catch (MalformedFileException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(3 * whole.length); // the checksum sees all but header flags
  }

  @Test
  void countsThatDifferAreRefused() throws IOException {
    Path images = file("i", images(3, 2, 2));
    Path labels = file("l", labels(4));
    assertThatThrownBy(() -> Idx.read(images, labels))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(labels + ": found 4 labels, expected 3, one for each image");
  }

  @Test
  void aFolderIsReadByTheNamesOfMnist() throws IOException {
    file("train-images-idx3-ubyte", images(4, 2, 2));
    assertThat(Idx.readFolder(folder).test()).isNull();
    assertThat(Idx.readFolder(folder).train().hasLabels()).isFalse();
    file("train-labels-idx1-ubyte.gz", gzip(labels(4)));
    file("t10k-images-idx3-ubyte.gz", gzip(images(2, 2, 2)));
    file("t10k-labels-idx1-ubyte", labels(2));
    DataSplit split = Idx.readFolder(folder).withScaling(Scaling.UNIT);
    assertThat(split.train().size()).isEqualTo(4);
    assertThat(split.train().label(3)).isEqualTo(3);
    assertThat(split.test().size()).isEqualTo(2);
    assertThat(split.test().label(1)).isEqualTo(1);
    assertThat(split.test().scaling()).isEqualTo(Scaling.UNIT);
  }

  @Test
  void namesAsSevenZipWritesThemAreMnistsToo() throws IOException {
    file("train-images.idx3-ubyte", images(4, 2, 2));
    file("train-labels.idx1-ubyte", labels(4));
    file("t10k-images.idx3-ubyte.gz", gzip(images(2, 2, 2)));
    assertThat(Idx.isFolder(folder)).isTrue();
    DataSplit split = Idx.readFolder(folder);
    assertThat(split.train().label(3)).isEqualTo(3);
    assertThat(split.test().size()).isEqualTo(2);
  }

  /** More than is believed at once is unpacked twice, so that it takes no memory but its own. */
  @Test
  void muchZippedContentIsReadWithoutCopies() throws Exception {
    Path large = file("large.gz", gzip(images(30, 1000, 1000)));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xmn8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ReadIdx.class.getName(),
                large.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out).strip()).isEqualTo("30 images beside 14");
  }

  @Test
  void muchZippedContentOfTheWrongLengthIsRefused() throws IOException {
    byte[] images = images(70, 1000, 1000);
    refused(
        file("short.gz", gzip(Arrays.copyOf(images, images.length - 1))),
        "69999999 bytes after the header, expected 70000000");
  }

  @Test
  void aFolderThatCannotBeReadSaysWhatIsExpected() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Idx.readFolder(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageStartingWith(missing + ": there is no such folder; expected one that holds ")
        .hasMessageContaining("train-images-idx3-ubyte, train-labels-idx1-ubyte");
    assertThatThrownBy(() -> Idx.readFolder(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("holds no train-images-idx3-ubyte[.gz]")
        .hasMessageContaining("t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte");
    Path plain = file("plain", new byte[1]);
    assertThatThrownBy(() -> Idx.readFolder(plain)).hasMessageContaining("is not a folder");
    Files.createDirectory(folder.resolve("train-images-idx3-ubyte"));
    assertThatThrownBy(() -> Idx.readFolder(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a folder or device");
  }

  @Test
  void testImagesOfAnotherSizeAreRefused() throws IOException {
    file("train-images-idx3-ubyte", images(4, 2, 2));
    file("t10k-images-idx3-ubyte", images(4, 2, 3));
    assertThatThrownBy(() -> Idx.readFolder(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageEndingWith("found images of 2×3, expected 2×2 as in train-images-idx3-ubyte");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> Idx.read(file, null))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(file + ": found ")
        .hasMessageContaining(message);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] images(int count, int height, int width) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * height * width);
    bytes.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (i ^ (i >> 8)));
    }
    return bytes.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
