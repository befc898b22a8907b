package org.vae4j.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.vae4j.random.RandomStream;

class GzipInputTest {
  private static final byte[] TEXT = "content".getBytes(UTF_8);

  /** Of the last byte of TEXT deflated: 3 bits of header, 7 times 8 of text, 7 for its end. */
  private static final int UNUSED_BITS = 6;

  @Test
  void readsWhatJavaWrites() throws IOException {
    for (int size : new int[] {0, 1, 65535, 65536, 65537, 300_000}) {
      byte[] noise = new byte[size];
      for (int i = 0; i < size; i++) {
        noise[i] = (byte) (256 * RandomStream.of(size, "noise").uniform(i));
      }
      assertThat(read(gzip(noise))).isEqualTo(noise);
      assertThat(read(gzip(new byte[size]))).isEqualTo(new byte[size]);
    }
  }

  @Test
  void readsMembersOneAfterTheOther() throws IOException {
    byte[] large = new byte[100_000];
    assertThat(read(join(gzip(large), gzip(new byte[0]), gzip(TEXT), gzip(large))))
        .isEqualTo(join(large, TEXT, large));
  }

  @Test
  void passesOverTheOptionalFieldsOfAHeader() throws IOException {
    byte[] extra = {3, 0, 'x', 'y', 'z'};
    byte[] names = "name\0a comment\0".getBytes(UTF_8);
    byte[] plain = gzip(TEXT);
    byte[] start = Arrays.copyOf(plain, 10);
    start[3] = 2 | 4 | 8 | 16;
    byte[] header = join(start, extra, names);
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    assertThat(read(join(header, checksum, rest))).isEqualTo(TEXT);
    checksum[1] ^= 1;
    assertThatThrownBy(() -> read(join(header, checksum, rest)))
        .isInstanceOf(ZipException.class)
        .hasMessage("a header that doesn't fit its checksum");
  }

  @Test
  void refusesNamesThatNoFileHas() throws IOException {
    byte[] plain = gzip(TEXT);
    byte[] start = Arrays.copyOf(plain, 10);
    start[3] = 8;
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    byte[] name = new byte[1 << 16];
    Arrays.fill(name, (byte) 'x');
    assertThat(read(join(start, name, new byte[1], rest))).isEqualTo(TEXT);
    assertThatThrownBy(() -> read(join(start, name, name, new byte[1], rest)))
        .isInstanceOf(ZipException.class)
        .hasMessage("a name or comment of more than 65536 bytes");
  }

  @Test
  void refusesManyMembersWithNextToNothingInThem() throws IOException {
    byte[] empty = gzip(new byte[0]);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 4095; i++) {
      many.writeBytes(empty);
    }
    assertThat(read(join(many.toByteArray(), gzip(TEXT)))).isEqualTo(TEXT);
    assertThatThrownBy(() -> read(join(many.toByteArray(), gzip(TEXT), empty)))
        .isInstanceOf(ZipException.class)
        .hasMessageStartingWith("4097 members with only 7 bytes in them");
  }

  @Test
  void refusesWhateverStandsBehindTheLastMember() throws IOException {
    byte[] whole = gzip(TEXT);
    for (byte[] more : new byte[][] {{0}, {0x1f, 0}, new byte[30], TEXT, new byte[70_000]}) {
      assertThatThrownBy(() -> read(join(whole, more)))
          .isInstanceOf(ZipException.class)
          .hasMessage("bytes after its end that are no gzip member");
    }
    assertThatThrownBy(() -> read(join(whole, new byte[] {0x1f}))).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = gzip(TEXT);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void refusesEveryChangeOfABitThatMeansSomething() throws IOException {
    byte[] whole = gzip(TEXT);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      boolean timeLevelOrSystem = bit / 8 >= 4 && bit / 8 < 10;
      boolean saysThatItIsText = bit == 3 * 8;
      boolean fillsTheLastByte = bit / 8 == whole.length - 9 && bit % 8 >= 8 - UNUSED_BITS;
      if (timeLevelOrSystem || saysThatItIsText || fillsTheLastByte) {
        assertThat(read(changed)).isEqualTo(TEXT);
      } else {
        assertThatThrownBy(() -> read(changed))
            .as("bit " + bit)
            .isInstanceOfAny(ZipException.class, EOFException.class);
      }
    }
  }

  private static byte[] read(byte[] file) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
