package org.vae4j.data.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.fuzz.Hostile;

/** Images of each format, grey and in colour. */
final class ImageFuzzTest {

  static Stream<byte[]> images() {
    return Stream.of("png", "jpeg", "gif", "bmp")
        .flatMap(
            format ->
                Stream.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB)
                    .map(type -> bytes(format, type)));
  }

  private static byte[] bytes(String format, int type) {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(1, 1, 0x80A0C0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @MethodSource("images")
  @FuzzTest(maxDuration = "1m")
  void images(byte[] content) {
    Hostile.read(
        () -> {
          Picture picture = new ImageDecoder("image", content).decode();
          if (picture.bytes.length != picture.width * picture.height * picture.channels) {
            throw new AssertionError("an image with too few or too many bytes");
          }
          if (picture.bytes.length < 1 << 16) {
            picture.inColours(1).resized(3, 5);
          }
        });
  }
}
