package org.vae4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.cache.RowCache;
import org.vae4j.data.image.ImageOptions.Colours;
import org.vae4j.io.MalformedFileException;

final class ImageFolderTest {
  private static final Scaling BYTES = new Scaling(0, 255);

  @TempDir Path temp;

  private Dataset read(Path folder, ImageOptions options) throws IOException {
    Dataset rows =
        ImageFolder.find(folder).read(options, new RowCache(temp.resolve("cache-of-rows")));
    return rows.withForm(((ImageForm) rows.form()).withScaling(BYTES));
  }

  private static BufferedImage image(int type, int width, int height, int... rgb) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb[i % rgb.length]);
    }
    return image;
  }

  private static BufferedImage grey(int width, int height, int... levels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, levels[i % levels.length]);
    }
    return image;
  }

  private static Path write(BufferedImage image, String format, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static int[] decoded(byte[] content) throws IOException {
    byte[] values = new ImageDecoder("image", content).decode().bytes;
    int[] levels = new int[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = values[i] & 0xFF;
    }
    return levels;
  }

  @Test
  void subfoldersAreLabelsAndNamesDecideTheOrder() throws IOException {
    Path folder = temp.resolve("shapes");
    write(grey(2, 1, 10, 20), "png", folder.resolve("b/2.png"));
    write(grey(2, 1, 30, 40), "png", folder.resolve("b/10.PNG"));
    write(grey(2, 1, 50, 60), "png", folder.resolve("a/deeper/x.png"));
    Files.writeString(folder.resolve("readme.txt"), "none");
    Files.writeString(folder.resolve("a/.hidden.png"), "none");
    Files.createDirectories(folder.resolve(".thumbnails"));
    Files.writeString(folder.resolve(".thumbnails/t.png"), "none");
    Dataset rows = read(folder, ImageOptions.defaults());
    assertThat(rows.form()).isEqualTo(new ImageForm(1, 2, 1, BYTES));
    assertThat(rows.rows(0, 3)).isDeepEqualTo(new float[][] {{50, 60}, {30, 40}, {10, 20}});
    assertThat(rows.labels().names()).containsExactly("a", "b");
    assertThat(rows.labels().name(0)).isEqualTo("a");
    assertThat(rows.labels().name(2)).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void greyFilesOfAnyFormatKeepEachLevel(String format) throws IOException {
    int[] all = new int[256];
    Arrays.setAll(all, i -> i);
    byte[] content = bytes(grey(16, 16, all), format);
    if (!format.equals("gif")) { // whose writer has fewer shades
      assertThat(decoded(content)).containsExactly(all);
    }
    assertThat(new ImageDecoder("image", content).isGrey()).isTrue();
    assertThat(new ImageDecoder("image", content).decode().channels).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void coloursStandChannelByChannel(String format) throws IOException {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 2, 1, 0x010203, 0xFE80FF);
    assertThat(decoded(bytes(image, format))).containsExactly(1, 0xFE, 2, 0x80, 3, 0xFF);
    assertThat(new ImageDecoder("image", bytes(image, format)).isGrey()).isFalse();
  }

  @Test
  void jpegIsDecodedInGreyAndColour() throws IOException {
    int[] grey = decoded(bytes(grey(8, 8, 200), "jpeg"));
    assertThat(grey).hasSize(64);
    assertThat(Arrays.stream(grey)).allMatch(level -> Math.abs(level - 200) <= 2);
    int[] red = decoded(bytes(image(BufferedImage.TYPE_INT_RGB, 8, 8, 0xFF0000), "jpeg"));
    assertThat(red).hasSize(192);
    assertThat(red[0]).isGreaterThan(250);
    assertThat(red[64]).isLessThan(5);
  }

  @Test
  void palettesAreLookedUp() throws IOException {
    byte[] r = {0, (byte) 200};
    byte[] g = {10, (byte) 100};
    byte[] b = {20, 50};
    IndexColorModel palette = new IndexColorModel(1, 2, r, g, b);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(1, 0, 0, 1);
    assertThat(decoded(bytes(image, "png"))).containsExactly(0, 200, 10, 100, 20, 50);
    IndexColorModel shades = new IndexColorModel(1, 2, r, r, r);
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, shades);
    grey.getRaster().setSample(1, 0, 0, 1);
    assertThat(decoded(bytes(grey, "png"))).containsExactly(0, 200);
  }

  @Test
  void sixteenBitsBecomeEightAndTransparencyShowsWhite() throws IOException {
    BufferedImage deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] levels = {0, 128 * 257, 65535};
    deep.getRaster().setSamples(0, 0, 3, 1, 0, levels);
    assertThat(decoded(bytes(deep, "png"))).containsExactly(0, 128, 255);
    BufferedImage clear =
        image(BufferedImage.TYPE_INT_ARGB, 3, 1, 0x00123456, 0xFF123456, 0x80000000);
    assertThat(decoded(bytes(clear, "png")))
        .containsExactly(255, 0x12, 127, 255, 0x34, 127, 255, 0x56, 127);
  }

  @Test
  void aFolderWithOneColouredImageIsInColourUnlessAskedElse() throws IOException {
    Path folder = temp.resolve("mixed");
    write(grey(1, 1, 100), "png", folder.resolve("a.png"));
    write(image(BufferedImage.TYPE_INT_RGB, 1, 1, 0xFF8000), "png", folder.resolve("b.png"));
    assertThat(read(folder, ImageOptions.defaults()).rows(0, 2))
        .isDeepEqualTo(new float[][] {{100, 100, 100}, {255, 128, 0}});
    assertThat(read(folder, new ImageOptions(0, 0, Colours.GREY)).rows(0, 2))
        .isDeepEqualTo(new float[][] {{100}, {151}});
  }

  @Test
  void imagesOfAnotherSizeAreRefusedWithTheRemedyOrResized() throws IOException {
    Path folder = temp.resolve("sizes");
    write(grey(4, 2, 10), "png", folder.resolve("a.png"));
    write(grey(2, 2, 0, 100), "png", folder.resolve("b.png"));
    assertThatThrownBy(() -> read(folder, ImageOptions.defaults()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(
            "b.png: found an image of 2x2, expected 4x2 as in a.png; give a size to resize all to, such as --size 4x2");
    Dataset rows = read(folder, new ImageOptions(1, 2, Colours.AUTO));
    assertThat(rows.form()).isEqualTo(new ImageForm(2, 1, 1, BYTES));
    assertThat(rows.rows(0, 2)).isDeepEqualTo(new float[][] {{10, 10}, {50, 50}});
  }

  @Test
  void smallerImagesAreMeansOfAreasAndLargerOnesLinear() {
    Picture ramp = new Picture(3, 1, 1, new byte[] {0, 90, (byte) 180});
    assertThat(ramp.resized(2, 1).bytes).containsExactly(30, (byte) 150);
    assertThat(ramp.resized(1, 1).bytes).containsExactly(90);
    assertThat(ramp.resized(6, 2).bytes)
        .containsExactly(
            0, 23, 68, 113, (byte) 158, (byte) 180, 0, 23, 68, 113, (byte) 158, (byte) 180);
    Picture tall = new Picture(1, 2, 3, new byte[] {0, 2, 10, 30, 100, 120});
    assertThat(tall.resized(1, 1).bytes).containsExactly(1, 20, 110);
    byte[] white = new byte[49];
    Arrays.fill(white, (byte) 255);
    for (int side = 1; side < 20; side++) {
      assertThat(new Picture(7, 7, 1, white).resized(side, 20 - side).bytes).containsOnly(-1);
    }
  }

  @Test
  void emptyAndMixedFoldersAreRefused() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("empty"));
    assertThatThrownBy(() -> ImageFolder.find(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("holds no image; expected files ending in png")
        .hasMessageContaining("found nothing");
    Files.writeString(folder.resolve("a.webp"), "");
    assertThatThrownBy(() -> ImageFolder.find(folder)).hasMessageContaining("found a.webp");
    write(grey(1, 1, 1), "png", folder.resolve("a.png"));
    write(grey(1, 1, 1), "png", folder.resolve("cats/b.png"));
    assertThatThrownBy(() -> ImageFolder.find(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found 1 images in it and 1 in its subfolders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void damagedImagesAreRefusedInOneWay(String format) throws IOException {
    byte[] whole = bytes(image(BufferedImage.TYPE_INT_RGB, 9, 7, 0x123456, 0xFFEEDD), format);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged =
          i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int k = 0; i % 2 == 1 && k < 1 + i % 5; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        new ImageDecoder("x." + format, damaged).decode();
        new ImageDecoder("x." + format, damaged).isGrey();
      } catch (MalformedFileException e) {
        assertThat(e.getMessage()).startsWith("x." + format + ": found ").contains(", expected ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void imagesThatAreCutOffAreRefusedWhereverThatIs(String format) throws IOException {
    int[] noise = new Random(1).ints(64 * 64, 0, 1 << 24).toArray();
    byte[] whole = bytes(image(BufferedImage.TYPE_INT_RGB, 64, 64, noise), format);
    for (int part = 0; part < 20; part++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 20);
      assertThatThrownBy(() -> decoded(cut)).as("%s/20", part).hasMessageContaining("image: found");
    }
  }

  @Test
  void whatStandsBehindAJpegAndBetweenItsPartsDoesNoHarm() throws IOException {
    byte[] whole = bytes(grey(8, 8, 200), "jpeg");
    byte[] more = Arrays.copyOf(whole, whole.length + 9);
    assertThat(decoded(more)).containsExactly(decoded(whole));
    int scan = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00DA");
    byte[] filled = new byte[whole.length + 3];
    System.arraycopy(whole, 0, filled, 0, scan);
    System.arraycopy(whole, scan, filled, scan + 3, whole.length - scan);
    assertThat(decoded(filled)).containsExactly(decoded(whole));
  }

  @Test
  void linksThatLeadNowhereOrInCirclesAreNamed() throws IOException {
    Path folder = temp.resolve("links");
    write(grey(1, 1, 1), "png", folder.resolve("a/1.png"));
    Files.createSymbolicLink(folder.resolve("a/2.png"), Path.of("nowhere.png"));
    assertThatThrownBy(() -> read(folder, ImageOptions.defaults()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("2.png");
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
    assertThatThrownBy(() -> ImageFolder.find(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("up: found a link to a folder that it is in, expected folders that");
  }

  /** There are 2^39 ways to the image. */
  @Test
  void eachRealFolderIsReadOnceHoweverManyLinksLeadToIt() throws IOException {
    Path folder = temp.resolve("links");
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(folder.resolve("d" + i));
    }
    for (int i = 0; i < 39; i++) {
      for (String name : new String[] {"a", "b"}) {
        Files.createSymbolicLink(folder.resolve("d" + i + "/" + name), Path.of("../d" + (i + 1)));
      }
    }
    write(grey(1, 1, 7), "png", folder.resolve("d39/x.png"));
    ImageFolder found = ImageFolder.find(folder);
    assertThat(found.notes())
        .containsExactly(
            folder + ": left out 78 links to folders whose images are taken already, such as d0/a");
    Dataset rows = read(folder, ImageOptions.defaults());
    assertThat(rows.size()).isOne();
    assertThat(rows.labels().name(0)).isEqualTo("d39");
    assertThat(read(folder.resolve("d0"), ImageOptions.defaults()).labels().names())
        .containsExactly("a");
  }

  @Test
  void theRootOfAFileSystemIsNoImage() {
    assertThat(ImageFolder.isImage(temp.getRoot())).isFalse();
  }

  @Test
  void textAndEmptyFilesAreNoImages() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("text"));
    Files.writeString(folder.resolve("a.png"), "this is no image");
    assertThatThrownBy(() -> read(folder, ImageOptions.defaults()))
        .hasMessageContaining("a.png: found neither PNG, JPEG, GIF nor BMP");
    Files.writeString(folder.resolve("a.png"), "");
    assertThatThrownBy(() -> read(folder, ImageOptions.defaults()))
        .hasMessageContaining("a.png: found nothing in it");
  }

  @Test
  void pngBombsAreRefusedByTheirHeader() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream zip = new DeflaterOutputStream(data)) {
      zip.write(new byte[1 << 20]);
    }
    byte[] bomb = png(60_000, 60_000, data.toByteArray());
    assertThat(bomb.length).isLessThan(5000);
    assertThatThrownBy(() -> decoded(bomb))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a png header that claims 60000x60000 pixels")
        .hasMessageContaining("make it smaller first");
  }

  private static byte[] png(int width, int height, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 0, 0, 0, 0});
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "IDAT", data);
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.US_ASCII));
    sum.update(content);
    out.writeInt(content.length);
    out.writeBytes(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }

  @Test
  void theSameFolderGivesTheSameDigestAndColoursAreRed() throws IOException {
    Path folder = temp.resolve("red");
    write(
        image(BufferedImage.TYPE_INT_RGB, 1, 1, Color.RED.getRGB()),
        "png",
        folder.resolve("r.png"));
    Dataset rows = read(folder, ImageOptions.defaults());
    assertThat(rows.rows(0, 1)[0]).containsExactly(255, 0, 0);
    assertThat(read(folder, ImageOptions.defaults()).sha256()).isEqualTo(rows.sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 2 3 4 5 6, 3",
    "2, 3 2 1 6 5 4, 3",
    "3, 6 5 4 3 2 1, 3",
    "4, 4 5 6 1 2 3, 3",
    "5, 1 4 2 5 3 6, 2",
    "6, 4 1 5 2 6 3, 2",
    "7, 6 3 5 2 4 1, 2",
    "8, 3 6 2 5 1 4, 2",
  })
  void eachOrientationIsTurnedUpright(int orientation, String expected, int width) {
    byte[] rows = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26};
    Picture picture = new Picture(3, 2, 3, rows).oriented(orientation);
    byte[] first = new byte[6];
    String[] values = expected.split(" ", -1);
    for (int i = 0; i < 6; i++) {
      first[i] = Byte.parseByte(values[i]);
      assertThat(picture.bytes[12 + i]).isEqualTo((byte) (20 + first[i]));
    }
    assertThat(picture.bytes).startsWith(first);
    assertThat(picture.width).isEqualTo(width);
    assertThat(picture.height).isEqualTo(6 / width);
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] segment) {
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + 4 + segment.length);
    all.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (segment.length + 2));
    return all.put(segment).put(jpeg, 2, jpeg.length - 2).array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4d4d002a00000008000101120003000000010006000000000000",
        "49492a0008000000010012010300010000000600000000000000"
      })
  void aJpegIsUprightByItsExifWhateverTheOrderOfBytes(String exif) throws IOException {
    BufferedImage wide = grey(16, 8, 0);
    for (int x = 8; x < 16; x++) {
      for (int y = 0; y < 8; y++) {
        wide.getRaster().setSample(x, y, 0, 200);
      }
    }
    byte[] segment = HexFormat.of().parseHex("457869660000" + exif);
    byte[] photo = withSegment(bytes(wide, "jpeg"), 0xE1, segment);
    Picture upright = new ImageDecoder("photo", photo).decode();
    assertThat(upright.width).isEqualTo(8);
    assertThat(upright.height).isEqualTo(16);
    assertThat(upright.bytes[0] & 0xFF).isLessThan(10);
    assertThat(upright.bytes[127] & 0xFF).isGreaterThan(190);
  }

  @Test
  void exifThatIsCutOffOrPointsOutsideIsPassedOver() throws IOException {
    byte[] sound =
        HexFormat.of().parseHex("4578696600004d4d002a00000008000101120003000000010006000000000000");
    byte[] jpeg = bytes(grey(8, 16, 50), "jpeg");
    for (int length = 0; length < sound.length - 4; length++) {
      byte[] content = withSegment(jpeg, 0xE1, Arrays.copyOf(sound, length));
      assertThat(decoded(content)).hasSize(128);
    }
    for (String offset : new String[] {"ffffffff", "7fffffff", "80000000"}) {
      byte[] far = HexFormat.of().parseHex("4578696600004d4d002a" + offset + "ffff");
      assertThat(decoded(withSegment(jpeg, 0xE1, far))).hasSize(128);
    }
  }

  @Test
  void aJpegInCmykIsRefusedWithTheRemedy() throws IOException {
    byte[] jpeg = bytes(image(BufferedImage.TYPE_INT_RGB, 8, 8, 0x123456), "jpeg");
    byte[] frame = {8, 0, 8, 0, 8, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0};
    int at = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00C0");
    ByteBuffer cmyk = ByteBuffer.allocate(jpeg.length + 3);
    cmyk.put(jpeg, 0, at + 2)
        .putShort((short) 20)
        .put(frame)
        .put(jpeg, at + 19, jpeg.length - at - 19);
    assertThatThrownBy(() -> decoded(cmyk.array()))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found a jpeg in CMYK or another model of 4 colours")
        .hasMessageContaining("convert it, such as with magick");
  }

  /** Each scan says in a few bytes that nothing changes in 8192 x 8192 pixels. */
  @Test
  void aJpegOfManyScansIsRefusedBeforeTheyAreDecoded() throws IOException {
    byte[] jpeg = progressive(8192, 33);
    assertThatThrownBy(() -> decoded(jpeg))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a jpeg of 67108864 pixels in 33 scans, expected at most 32");
    assertThat(decoded(progressive(16, 33))).hasSize(256);
    byte[] small = progressive(16, 32_769);
    assertThatThrownBy(() -> decoded(small)).hasMessageContaining("in 32769 scans");
  }

  /** A progressive JPEG, all grey: a scan of means, and others in which all else is 0. */
  private static byte[] progressive(int side, int scans) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(0xFFD8);
    byte[] ones = new byte[65];
    Arrays.fill(ones, 1, 65, (byte) 1);
    segment(out, 0xDB, ones);
    byte[] frame = {
      8, (byte) (side >> 8), (byte) side, (byte) (side >> 8), (byte) side, 1, 1, 17, 0
    };
    segment(out, 0xC2, frame);
    byte[] means = new byte[18];
    means[1] = 1;
    segment(out, 0xC4, means);
    byte[] runs = new byte[19];
    runs[0] = 0x10;
    runs[1] = 1;
    runs[2] = 1;
    runs[17] = (byte) 0xE0; // a run of 2^14 blocks and more, by 14 bits behind
    segment(out, 0xC4, runs);
    int blocks = side / 8 * (side / 8);
    segment(out, 0xDA, new byte[] {1, 1, 0, 0, 0, 0});
    out.write(new byte[Math.max(1, blocks / 8)]);
    int codes = blocks / 32767 + 1;
    byte[] body = new byte[(15 * codes + 7) / 8 * 2];
    int length = 0;
    int value = 0;
    for (int bit = 0; bit < (15 * codes + 7) / 8 * 8; bit++) {
      value = value << 1 | (bit < 15 * codes && bit % 15 == 0 ? 0 : 1);
      if (bit % 8 == 7) {
        body[length++] = (byte) value;
        if ((value & 0xFF) == 0xFF) {
          body[length++] = 0;
        }
      }
    }
    for (int i = 1; i < scans; i++) {
      byte k = (byte) (1 + i % 63);
      segment(out, 0xDA, new byte[] {1, 1, 0, k, k, 0});
      out.write(body, 0, length);
    }
    out.writeShort(0xFFD9);
    return bytes.toByteArray();
  }

  private static void segment(DataOutputStream out, int marker, byte[] content) throws IOException {
    out.writeShort(0xFF00 | marker);
    out.writeShort(content.length + 2);
    out.write(content);
  }

  private static byte[] bmp(int compression, int claimed, byte[] data) {
    return ByteBuffer.allocate(54 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'B', 'M'})
        .putInt(54 + data.length)
        .putInt(0)
        .putInt(54)
        .putInt(40)
        .putInt(4)
        .putInt(4)
        .putShort((short) 1)
        .putShort((short) (compression < 3 ? 8 : 24))
        .putInt(compression)
        .putInt(claimed)
        .put(new byte[16])
        .put(data)
        .array();
  }

  @Test
  void aBmpAroundAnotherImageOrWithAFalseSizeIsRefused() throws IOException {
    byte[] inside = bytes(grey(4, 4, 1), "png");
    assertThatThrownBy(() -> decoded(bmp(5, Integer.MAX_VALUE, inside)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("found a bmp around a PNG, expected a bmp with pixels of its own");
    assertThatThrownBy(() -> new ImageDecoder("image", bmp(4, 9, inside)).isGrey())
        .hasMessageContaining("found a bmp around a JPEG");
    assertThatThrownBy(() -> decoded(bmp(1, Integer.MAX_VALUE, new byte[2000])))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a bmp header that claims 2147483647 bytes of pixels");
  }

  @Test
  void aGifThatClaimsMoreThanItsDataHoldIsRefused() throws IOException {
    byte[] gif =
        HexFormat.of()
            .parseHex(
                "474946383961002000208000000000" + "00ffffff2c00000000002000200002024c0100" + "3b");
    assertThatThrownBy(() -> decoded(gif))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a gif with data for 1 pixels, expected 67108864, as its header");
  }

  /** All code lengths, and a table of codes that is filled and cleared. */
  @Test
  void soundGifsOfAnyContentHoldTheirPixels() throws IOException {
    for (int colours : new int[] {1, 2, 3, 16, 200}) {
      int[] noise = new Random(colours).ints(200 * 300, 0, colours).map(c -> c * 70_000).toArray();
      BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 200, 300, noise);
      assertThat(GifPixels.count(bytes(image, "gif"), Long.MAX_VALUE)).isEqualTo(60_000);
    }
  }
}
