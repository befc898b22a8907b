package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {

  @ParameterizedTest
  @CsvSource({
    "1f8b08, GZIP",
    "934e554d505901007600, NUMPY_ARRAY",
    "d0cf11e0a1b11ae1, OLD_OFFICE",
    "5041523115041500, PARQUET",
    "fd377a585a00, XZ",
    "425a6839314159265359, BZIP2",
    "28b52ffd04, ZSTD",
    "894844460d0a1a0a, HDF5",
    "524946461a00000057454250, WEBP",
    "49492a00, TIFF",
    "4d4d002a, TIFF",
    "000000186674797068656963, HEIF",
    "ffd8ffe0, JPEG",
  })
  void eachFormatIsKnownByItsFirstBytes(String begin, FileFormat format) {
    assertThat(FileFormat.of(HexFormat.of().parseHex(begin))).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "x_train.npy, NUMPY_ARCHIVE",
    "[Content_Types].xml, OFFICE",
    "xl/workbook.xml, OFFICE",
    "data.csv, ZIP",
  })
  void zipArchivesAreKnownByTheirFirstFile(String name, FileFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[100]);
    }
    byte[] begin = FileFormat.begin(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(begin).hasSize(FileFormat.BYTES);
    assertThat(FileFormat.of(begin)).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "P", "BMI,age", "PAR1,PAR2", "PK", "BZh,x", "GIF,1", "II,MM", "RIFF,x,WEBP"})
  void tablesAreOfNone(String text) {
    assertThat(FileFormat.of(text.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void gzipIsUnpackedFirst() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(HexFormat.of().parseHex("934e554d5059"));
    }
    byte[] begin = FileFormat.begin(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(FileFormat.of(begin)).isEqualTo(FileFormat.NUMPY_ARRAY);
  }
}
