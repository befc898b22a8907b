package org.vae4j.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.csv.CsvOptions;
import org.vae4j.data.image.ImageOptions;
import org.vae4j.io.MalformedFileException;

final class DataFilesTest {
  @TempDir Path temp;

  private DataFiles files() {
    RowCache cache = new RowCache(temp.resolve("cache"));
    return new DataFiles(ImageOptions.defaults(), CsvOptions.defaults(), cache);
  }

  /** Opening one to read it would wait until somebody writes to it. */
  @ParameterizedTest
  @ValueSource(strings = {"pipe.csv", "pipe.png", "pipes/pipe.png"})
  void aPipeIsRefusedUnopened(String name) throws Exception {
    Path pipe = temp.resolve(name);
    Files.createDirectories(pipe.getParent());
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path given = name.startsWith("pipes/") ? pipe.getParent() : pipe;
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () ->
            assertThatThrownBy(() -> files().read(given))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                    pipe
                        + ": found a pipe or device, which can be read once only,"
                        + " expected a plain file"));
  }

  @Test
  void aSeparatorIsSeenInAGzipFileOfManyMembers() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : new String[] {"abc", ";d\n1;2", "\n"}) {
      try (var out = new GZIPOutputStream(bytes)) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path file = Files.write(temp.resolve("members.csv.gz"), bytes.toByteArray());
    assertThat(files().read(file).train().rows(0, 1)).isDeepEqualTo(new float[][] {{1, 2}});
  }

  private Path image(String name, int level) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, level);
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  private static float value(Dataset rows) {
    return (float) Math.rint(rows.rows(0, 1)[0][0] * 127.5 + 127.5);
  }

  @ParameterizedTest
  @CsvSource({
    "train, val, test",
    "Train, Validation, Test",
    "training, valid, testing",
    "TRAINING, VAL, TESTING",
  })
  void partsAreKnownByTheirNames(String train, String validation, String test) throws IOException {
    image("data/" + train + "/a/1.png", 10);
    image("data/" + train + "/b/2.png", 10);
    image("data/" + validation + "/a/1.png", 20);
    image("data/" + test + "/a/1.png", 30);
    DataFiles.Parts parts = files().read(temp.resolve("data"));
    assertThat(parts.train().size()).isEqualTo(2);
    assertThat(value(parts.train())).isEqualTo(10);
    assertThat(parts.train().labels().names()).containsExactly("a", "b");
    assertThat(value(parts.validation())).isEqualTo(20);
    assertThat(value(parts.test())).isEqualTo(30);
    assertThat(parts.notes()).isEmpty();
  }

  @Test
  void whatStandsBesidePartsIsSaid() throws IOException {
    image("data/Train/1.png", 10);
    image("data/val/1.png", 20);
    image("data/unlabeled/1.png", 30);
    image("data/loose.png", 40);
    Path folder = temp.resolve("data");
    DataFiles.Parts parts = files().read(folder);
    assertThat(parts.test()).isNull();
    assertThat(parts.notes())
        .containsExactly(
            folder + ": the parts are Train, val; left out beside them: loose.png, unlabeled");
  }

  @Test
  void aClassThatIsCalledAsAPartIsSaid() throws IOException {
    image("data/car/1.png", 10);
    image("data/train/1.png", 20);
    DataFiles.Parts parts = files().read(temp.resolve("data"));
    assertThat(parts.train().labels().names()).containsExactly("car", "train");
    assertThat(parts.notes())
        .singleElement()
        .asString()
        .contains("train taken as a label beside car, not as a part");
  }

  @Test
  void partsThatCannotBeMeantAreRefused() throws IOException {
    image("data/Test/1.png", 10);
    image("data/val/1.png", 20);
    assertThatThrownBy(() -> files().read(temp.resolve("data")))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found the parts val, Test and none called train");
    image("data/train/1.png", 10);
    image("data/training/1.png", 10);
    assertThatThrownBy(() -> files().read(temp.resolve("data")))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found both train and training");
  }

  @Test
  void filesThatAreNoImagesByTheirNamesAreCounted() throws IOException {
    image("data/1.png", 10);
    for (String name : new String[] {"a.webp", "b.WEBP", "c.tif", "d.jfif", ".hidden.webp"}) {
      Files.writeString(temp.resolve("data").resolve(name), "x");
    }
    Path folder = temp.resolve("data");
    assertThat(files().read(folder).notes())
        .containsExactly(
            folder
                + ": left out 4 files whose names don't end in png, jpg, jpeg, gif, bmp:"
                + " 2 .webp, 1 .jfif, 1 .tif");
  }

  @ParameterizedTest
  @CsvSource({
    "x.npz, 504b0304140000000000000000000000000000000000000000000b000000785f747261696e2e6e7079,"
        + " a NumPy archive (.npz)",
    "x.csv, 934e554d505901007600, a NumPy array (.npy)",
    "x.parquet, 5041523115041500, a Parquet file",
    "x.csv.xz, fd377a585a000004, an xz file",
    "x.xlsx, 504b03041400000000000000000000000000000000000000000013000000"
        + "5b436f6e74656e745f54797065735d2e786d6c, an Excel workbook",
  })
  void filesOfOtherFormatsAreNamed(String name, String content, String what) throws IOException {
    Path file = Files.write(temp.resolve(name), HexFormat.of().parseHex(content));
    assertThatThrownBy(() -> files().read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(file + ": found " + what)
        .hasMessageContaining(", expected ");
  }
}
