package org.vae4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.data.cache.RowCache;
import org.vae4j.io.MalformedFileException;

final class FileNamesTest {
  private static final List<String> CAT_DOG = List.of("%E7%8C%AB", "%E7%8B%97"); // 猫, 狗

  @TempDir Path temp;

  /** By their bytes, so that the locale of this test has no part in it. */
  private Path folder(List<String> names) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("images"));
    for (String name : names) {
      Path subfolder = Files.createDirectories(Path.of(URI.create(folder.toUri() + name)));
      try (OutputStream out = Files.newOutputStream(subfolder.resolve("a.png"))) {
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png", out);
      }
    }
    return folder;
  }

  private static List<String> labels(Path folder, Path cache) throws IOException {
    var rows = ImageFolder.find(folder).read(ImageOptions.defaults(), new RowCache(cache));
    return rows.labels().names();
  }

  @Test
  void labelsAreTheSameUnderALocaleWithoutTheirLetters() throws Exception {
    Path out = temp.resolve("out");
    ProcessBuilder labels =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Labels.class.getName(),
            folder(CAT_DOG).toString(),
            temp.resolve("cache").toString());
    labels.environment().put("LC_ALL", "C");
    int exitCode = labels.redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
    assertThat(exitCode).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).isEqualTo("狗 猫");
  }

  /** Prints the labels of a folder in UTF-8. */
  static final class Labels {
    private Labels() {}

    public static void main(String[] args) throws IOException {
      String names = String.join(" ", labels(Path.of(args[0]), Path.of(args[1])));
      System.out.write(names.getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  @Test
  void aLabelThatIsNotUtf8IsRefused() throws IOException {
    Path folder = folder(List.of("gr%F6n", "gr%FCn"));
    assertThatThrownBy(() -> labels(folder, temp.resolve("cache")))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found a subfolder whose name, 'gr\uFFFDn', is not UTF-8")
        .hasMessageContaining("rename it");
  }
}
