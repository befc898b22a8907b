package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.io.SafeTensors.Entry;
import org.vae4j.tensor.DType;

class SafeTensorsTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path file = folder.resolve("a.safetensors");
    double[] doubles = {Math.PI, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 1e300, 3};
    SafeTensors.write(
        file,
        Map.of("b", "two\n\"lines\"", "a", "ä"),
        List.of(
            new Entry("fc1.weight", DType.F32, new int[] {1, 3}, () -> new double[] {1, 0.5, -2}),
            new Entry("deep", DType.F64, new int[] {2, 3}, () -> doubles),
            new Entry("scalar", DType.F64, new int[0], () -> new double[] {42}),
            new Entry("none", DType.F32, new int[] {0, 7}, () -> new double[0])));
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.metadata())
        .containsExactly(Map.entry("a", "ä"), Map.entry("b", "two\n\"lines\""));
    assertThat(read.names()).containsExactly("deep", "scalar", "fc1.weight", "none");
    assertThat(read.doubles("deep")).isEqualTo(doubles);
    assertThat(read.floats("fc1.weight")).containsExactly(1, 0.5f, -2);
    assertThat(read.doubles("fc1.weight")).containsExactly(1, 0.5, -2);
    assertThat(read.floats("deep")[0]).isEqualTo((float) Math.PI);
    assertThat(read.doubles("scalar")).containsExactly(42);
    assertThat(read.shape("scalar")).isEmpty();
    assertThat(read.shape("none")).containsExactly(0, 7);
    assertThat(read.doubles("none")).isEmpty();
    assertThat(read.dtype("fc1.weight")).isEqualTo(DType.F32);
    assertThat(read.dtype("deep")).isEqualTo(DType.F64);
  }

  @Test
  void valuesLargerThanAChunkKeepTheirPlaces() throws IOException {
    Path file = folder.resolve("a.safetensors");
    double[] values = new double[50_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    SafeTensors.write(
        file,
        Map.of(),
        List.of(
            new Entry("a", DType.F32, new int[] {values.length}, () -> values),
            new Entry("b", DType.F64, new int[] {values.length}, () -> values)));
    assertThat(SafeTensors.read(file).doubles("a")).isEqualTo(values);
    assertThat(SafeTensors.read(file).doubles("b")).isEqualTo(values);
  }

  /** The bytes that Python's json and struct modules give for this file. */
  @Test
  void writesExactlyTheseBytes() throws IOException {
    Path file = folder.resolve("a.safetensors");
    SafeTensors.write(
        file,
        Map.of("format", "pt"),
        List.of(new Entry("w", DType.F32, new int[] {2, 1}, () -> new double[] {1, -1.5})));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
    assertThat(Files.readAllBytes(file))
        .isEqualTo(bytes(header + " ".repeat(8 - header.length() % 8), data(1, -1.5f)));
    assertThat(Files.readAllBytes(file).length % 8).isZero();
  }

  @Test
  void readsTheHeaderInAnyOrderAndLayout() throws IOException {
    Path file =
        file(
            "{ \"b\" : {\"data_offsets\":[4,8],\"shape\":[],\"dtype\":\"F32\"},\n"
                + "\"a\":{\"shape\":[1],\"dtype\":\"F32\",\"data_offsets\":[0,4]}}   ",
            data(1, 2));
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.metadata()).isEmpty();
    assertThat(read.names()).containsExactly("b", "a");
    assertThat(read.doubles("a")).containsExactly(1);
    assertThat(read.doubles("b")).containsExactly(2);
  }

  @Test
  void otherTypesAreListedButTheirValuesRefused() throws IOException {
    Path file =
        file("{\"half\":{\"dtype\":\"BF16\",\"shape\":[2,2],\"data_offsets\":[0,8]}}", data(1, 2));
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.names()).containsExactly("half");
    assertThat(read.shape("half")).containsExactly(2, 2);
    assertThatThrownBy(() -> read.doubles("half"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            file
                + ": found tensor 'half' of type BF16, expected F32 or F64; convert it before saving");
  }

  @Test
  void aMissingNameListsWhatExists() throws IOException {
    Path file = folder.resolve("a.safetensors");
    SafeTensors.write(
        file,
        Map.of(),
        List.of(
            new Entry("x", DType.F32, new int[] {1}, () -> new double[1]),
            new Entry("y", DType.F32, new int[] {1}, () -> new double[1])));
    assertThatThrownBy(() -> SafeTensors.read(file).floats("fc1.weight"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(file + ": found the tensors x, y, expected one named 'fc1.weight'");
  }

  @Test
  void aFileReplacedAfterItsHeaderWasReadIsNoticed() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", data(1));
    SafeTensors read = SafeTensors.read(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThatThrownBy(() -> read.doubles("a")).hasMessageContaining("changed since");
  }

  @Test
  void wrongArgumentsAreRefusedAndNothingIsWritten() {
    Entry good = new Entry("a", DType.F32, new int[] {1}, () -> new double[1]);
    Entry shortOfValues = new Entry("b", DType.F32, new int[] {2, 2}, () -> new double[3]);
    Entry negative = new Entry("b", DType.F32, new int[] {-2}, () -> new double[2]);
    Entry huge = new Entry("b", DType.F32, new int[] {1 << 16, 1 << 16}, () -> new double[1]);
    Entry reserved = new Entry("__metadata__", DType.F32, new int[] {1}, () -> new double[1]);
    refused(good, good, "'a' is reserved or given twice");
    refused(good, reserved, "'__metadata__' is reserved");
    refused(good, shortOfValues, "tensor 'b' has 3 values, expected 4 for shape [2, 2]");
    refused(good, negative, "shape [-2]");
    refused(good, huge, "shape [65536, 65536]");
    assertThat(folder).isEmptyDirectory();
  }

  private void refused(Entry first, Entry second, String message) {
    assertThatThrownBy(
            () -> SafeTensors.write(folder.resolve("x"), Map.of(), List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Path file(String header, byte[] data) throws IOException {
    return Files.write(folder.resolve("made.safetensors"), bytes(header, data));
  }

  static byte[] bytes(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  static byte[] data(float... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    return data.array();
  }
}
