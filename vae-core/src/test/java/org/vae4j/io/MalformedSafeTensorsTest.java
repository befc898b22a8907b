package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.io.SafeTensors.Entry;
import org.vae4j.random.RandomStream;
import org.vae4j.tensor.DType;

class MalformedSafeTensorsTest {
  @TempDir Path folder;

  /** Headers, with ' for ", in front of 8 bytes of data, and what the message must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | data byte 4
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8 bytes of data, expected 4
          {'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | cut off
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 'b' at data byte 4
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 'b' at data byte 0
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate
          {'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate
          {'__metadata__':{'k':'1','k':'2'},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate
          {'__metadata__':{},'__metadata__':{},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | Duplicate
          {'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | __metadata__ 'k'
          {'__metadata__':{'k':{}},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | VALUE_STRING
          {'__metadata__':[],'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | START_OBJECT
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'extra':1}} | the key 'extra'
          {'a':{'shape':[2],'data_offsets':[0,8]}} | key missing
          {'a':{'dtype':'F32','data_offsets':[0,8]}} | key missing
          {'a':{'dtype':'F32','shape':[2]}} | key missing
          {'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}} | type 'F31'
          {'a':{'dtype':32,'shape':[2],'data_offsets':[0,8]}} | dtype with VALUE_NUMBER_INT
          {'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | START_ARRAY
          {'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | whole numbers
          {'a':{'dtype':'F32','shape':[[2]],'data_offsets':[0,8]}} | whole numbers
          {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | whole numbers
          {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | whole numbers
          {'a':{'dtype':'F32','shape':[null],'data_offsets':[0,8]}} | whole numbers
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | whole numbers
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | after two numbers
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | from 8 to 0
          {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 96 bits
          {'a':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}} | 128 bits
          {'a':{'dtype':'F4','shape':[1],'data_offsets':[0,0]}} | 4 bits
          {'a':{'dtype':'F32','shape':[2147483648],'data_offsets':[0,8]}} | dimension 2147483648
          {'a':{'dtype':'F32','shape':[2147483647,2147483647,4],'data_offsets':[0,8]}} | below 2^63
          {'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}} | below 2^63
          {'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | isn't JSON
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | isn't JSON
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},} | isn't JSON
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}{} | text after
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}x | isn't JSON
          {'a':1} | tensor 'a' with VALUE_NUMBER_INT
          {} | 8 bytes of data, expected 0
          [] | start with '{'
          ` {}` | start with '{'
          """)
  void refusesWhatTheFormatForbids(String header, String message) throws IOException {
    byte[] bytes = SafeTensorsTest.bytes(header.replace('\'', '"'), new byte[8]);
    assertThatThrownBy(() -> SafeTensors.read(write(bytes)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(folder.resolve("bad.safetensors") + ": found ")
        .hasMessageContaining(", expected ")
        .hasMessageContaining(message.strip());
  }

  @Test
  void refusesHeadersThatAreNotUtf8() throws IOException {
    byte[] bytes = SafeTensorsTest.bytes("{\"__metadata__\":{\"a\":\"?\"}}", new byte[0]);
    bytes[8 + 21] = (byte) 0xC3;
    assertThatThrownBy(() -> SafeTensors.read(write(bytes))).hasMessageContaining("isn't UTF-8");
    byte[] wide = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    byte[] utf16 =
        ByteBuffer.allocate(8 + wide.length).put((byte) wide.length).put(8, wide).array();
    assertThatThrownBy(() -> SafeTensors.read(write(utf16))).hasMessageContaining("isn't JSON");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE, 3, 1L << 32})
  void refusesAHeaderLengthBeyondTheFileBeforeAllocating(long length) throws IOException {
    byte[] bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertThatThrownBy(() -> SafeTensors.read(write(bytes)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(
            "a header length of " + Long.toUnsignedString(length) + ", expected at most 2");
  }

  @Test
  void namesTheCapOfTheHeaderOfALargeFile() throws IOException {
    Path file = folder.resolve("large.safetensors");
    try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(200_000_000);
      sparse.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_001).array());
    }
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("expected at most 33554432");
  }

  @Test
  void deeplyNestedHeadersAreRefused() throws IOException {
    byte[] bytes = SafeTensorsTest.bytes("{\"a\":" + "[".repeat(100_000), new byte[0]);
    assertThatThrownBy(() -> SafeTensors.read(write(bytes)))
        .isInstanceOf(MalformedFileException.class);
    byte[] shape = SafeTensorsTest.bytes("{\"a\":{\"shape\":" + "[".repeat(100_000), new byte[0]);
    assertThatThrownBy(() -> SafeTensors.read(write(shape)))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void aHostileNameGivesAShortMessageOnOneLine() throws IOException {
    String name = "\\u001b[2J\\n".repeat(4000);
    byte[] bytes = SafeTensorsTest.bytes("{\"" + name + "\":1}", new byte[0]);
    assertThatThrownBy(() -> SafeTensors.read(write(bytes)))
        .isInstanceOf(MalformedFileException.class)
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("\n", "\u001b").hasSizeLessThan(2500));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(small());
    for (int length = 0; length < whole.length; length++) {
      Path cut = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafeTensors.read(cut)).isInstanceOf(MalformedFileException.class);
    }
    assertThatThrownBy(() -> SafeTensors.read(write(Arrays.copyOf(whole, whole.length + 1))))
        .isInstanceOf(MalformedFileException.class);
  }

  @Test
  void everyChangedByteIsReadOrRefusedAndNothingElseHappens() throws IOException {
    byte[] whole = Files.readAllBytes(small());
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) flip;
        refused += readsAll(write(changed)) ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(whole.length); // most changes of the header are errors
  }

  @Test
  void randomHeadersAreReadOrRefusedAndNothingElseHappens() throws IOException {
    String[] pieces = {
      "{", "}", "[", "]", ":", ",", "\"a\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"",
          "\"F32\"",
      "\"__metadata__\"", "0", "8", "-1", "1e9", "null", "true", "9223372036854775807", " ", "\\",
          "\""
    };
    RandomStream random = RandomStream.of(5, "headers");
    int refused = 0;
    for (int file = 0; file < 3000; file++) {
      StringBuilder header = new StringBuilder("{");
      for (int i = 0; i < 40; i++) {
        header.append(pieces[(int) (random.uniform(file * 40L + i) * pieces.length)]);
      }
      refused += readsAll(write(SafeTensorsTest.bytes(header.toString(), new byte[8]))) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(2900);
  }

  @Test
  void aMissingFileOrAFolderIsNamed() {
    assertThatThrownBy(() -> SafeTensors.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> SafeTensors.read(folder))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("a folder");
  }

  /** Whether the file and all its values can be read; false if it is refused as it should be. */
  private static boolean readsAll(Path file) throws IOException {
    try {
      SafeTensors read = SafeTensors.read(file);
      for (String name : read.names()) {
        read.doubles(name);
      }
      return true;
    } catch (MalformedFileException e) {
      return false;
    }
  }

  private Path small() throws IOException {
    Path file = folder.resolve("small.safetensors");
    SafeTensors.write(
        file,
        Map.of("seed", "7"),
        List.of(
            new Entry("w", DType.F32, new int[] {2, 3}, () -> new double[] {1, 2, 3, 4, 5, 6}),
            new Entry("loss", DType.F64, new int[] {2}, () -> new double[] {0.25, 0.125})));
    return file;
  }

  private Path write(byte[] bytes) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.deleteIfExists(file); // overwriting is slow on file systems that flush then
    return Files.write(file, bytes);
  }

  @Test
  void headersThatTakeMuchMemoryForLittleAreRefused() throws IOException {
    StringBuilder keys = new StringBuilder("{\"__metadata__\":{\"k\":\"\"");
    for (int i = 0; i < 100_000; i++) {
      keys.append(",\"").append(i).append("\":\"\"");
    }
    assertRefused(keys + "}}", "__metadata__ with more than 100000 entries");
    StringBuilder tensors = new StringBuilder("{");
    for (int i = 0; i <= 100_000; i++) {
      tensors
          .append(i == 0 ? "\"" : ",\"")
          .append(i)
          .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
    }
    assertRefused(tensors + "}", "header with more than 100000 entries");
    String shape = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1" + ",1".repeat(64) + "]";
    assertRefused(shape, "tensor 'a' with more than 64 dimensions");
    assertRefused(" ".repeat((1 << 25) + 1), "a header length of 33554433, expected at most");
  }

  private void assertRefused(String header, String message) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(text.length).put(text);
    Path file = Files.write(folder.resolve("large"), content.array());
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void headersThatCouldNotBeReadAreNotWritten() {
    Path file = folder.resolve("large");
    Map<String, String> metadata = Map.of("k", "x".repeat(1 << 25));
    assertThatThrownBy(() -> SafeTensors.write(file, metadata, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 33554432");
    assertThat(file).doesNotExist();
  }
}
