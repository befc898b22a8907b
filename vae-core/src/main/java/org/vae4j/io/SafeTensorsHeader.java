package org.vae4j.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON header of a safetensors file, checked as strictly as the reference reader in Rust. */
record SafeTensorsHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {
  static final String METADATA = "__metadata__";

  private static final int MOST_ENTRIES = 100_000;
  private static final int MOST_DIMENSIONS = 64;

  /** No symbol table: it fails with an unchecked exception on names that collide on purpose. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Bits of an element, for every dtype of the format. */
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("F4", 4),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("BOOL", 8),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("F8_E5M2FNUZ", 8),
          Map.entry("F8_E4M3FNUZ", 8),
          Map.entry("I16", 16),
          Map.entry("U16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("I32", 32),
          Map.entry("U32", 32),
          Map.entry("F32", 32),
          Map.entry("C64", 64),
          Map.entry("F64", 64),
          Map.entry("I64", 64),
          Map.entry("U64", 64));

  /** A tensor's type, shape and place, in bytes from the end of the header. */
  record Tensor(String dtype, List<Integer> shape, long begin, long end) {}

  /**
   * Parses a header.
   *
   * @param file for messages
   * @param dataSize bytes in the file after the header
   */
  static SafeTensorsHeader parse(Object file, byte[] header, long dataSize) throws IOException {
    if (header.length == 0 || header[0] != '{') {
      throw new MalformedFileException(
          file,
          "a header that doesn't start with '{'",
          "a JSON object (is this a safetensors file?)");
    }
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser json = JSON.createParser(text)) {
      SafeTensorsHeader parsed = new Parser(file, json).header();
      checkTiling(file, parsed.tensors, dataSize);
      return parsed;
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(
          file,
          "a header that isn't JSON (" + e.getOriginalMessage() + ")",
          "a JSON object with one entry for each tensor",
          e);
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(file, "a header that isn't UTF-8", "UTF-8", e);
    }
  }

  /** Tensors must cover the data in full, without holes and without sharing a byte. */
  private static void checkTiling(Object file, Map<String, Tensor> tensors, long dataSize)
      throws MalformedFileException {
    List<Map.Entry<String, Tensor>> byPlace = new ArrayList<>(tensors.entrySet());
    byPlace.sort(
        Comparator.comparingLong((Map.Entry<String, Tensor> t) -> t.getValue().begin())
            .thenComparingLong(t -> t.getValue().end()));
    long position = 0;
    for (Map.Entry<String, Tensor> entry : byPlace) {
      Tensor tensor = entry.getValue();
      if (tensor.begin != position) {
        throw new MalformedFileException(
            file,
            "tensor '" + entry.getKey() + "' at data byte " + tensor.begin,
            "data byte " + position + ": tensors leave no hole and don't overlap");
      }
      position = tensor.end;
    }
    if (position != dataSize) {
      throw new MalformedFileException(
          file,
          dataSize + " bytes of data",
          position + " by the header" + (dataSize < position ? "; is the file cut off?" : ""));
    }
  }

  /** Returns the header's bytes, padded with spaces to a multiple of 8. */
  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor tensor = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", tensor.dtype);
        json.writeArrayFieldStart("shape");
        for (int dimension : tensor.shape) {
          json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(tensor.begin);
        json.writeNumber(tensor.end);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (bytes.size() % 8 != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  /** Reads a header token by token; the parser itself refuses duplicate keys. */
  private record Parser(Object file, JsonParser json) {

    SafeTensorsHeader header() throws IOException {
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      expect(JsonToken.START_OBJECT, "header");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (name.equals(METADATA)) {
          expect(JsonToken.START_OBJECT, METADATA);
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            expect(JsonToken.VALUE_STRING, METADATA + " '" + key + "'");
            metadata.put(key, json.getText());
            checkCount(metadata, METADATA);
          }
        } else {
          tensors.put(name, tensor(name));
          checkCount(tensors, "header");
        }
      }
      if (json.nextToken() != null) {
        throw new MalformedFileException(file, "text after the header's JSON object", "spaces");
      }
      return new SafeTensorsHeader(metadata, tensors);
    }

    private void checkCount(Map<?, ?> entries, String where) throws MalformedFileException {
      if (entries.size() > MOST_ENTRIES) {
        throw new MalformedFileException(
            file, where + " with more than " + MOST_ENTRIES + " entries", "fewer");
      }
    }

    private Tensor tensor(String name) throws IOException {
      String where = "tensor '" + name + "'";
      String dtype = null;
      List<Integer> shape = null;
      long[] offsets = null;
      expect(JsonToken.START_OBJECT, where);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "dtype" -> {
            expect(JsonToken.VALUE_STRING, where + " dtype");
            dtype = json.getText();
          }
          case "shape" -> shape = shape(where);
          case "data_offsets" -> offsets = offsets(where);
          default ->
              throw new MalformedFileException(
                  file,
                  where + " with the key '" + json.currentName() + "'",
                  "dtype, shape and data_offsets only");
        }
      }
      return check(where, dtype, shape, offsets);
    }

    private Tensor check(
        String where,
        @Nullable String dtype,
        @Nullable List<Integer> shape,
        long @Nullable [] offsets)
        throws MalformedFileException {
      if (dtype == null || shape == null || offsets == null) {
        throw new MalformedFileException(
            file, where + " with a key missing", "dtype, shape and data_offsets");
      }
      Integer elementBits = BITS.get(dtype);
      if (elementBits == null) {
        throw new MalformedFileException(
            file, where + " of type '" + dtype + "'", "a dtype such as F32 or F64");
      }
      try {
        long bits = elementBits;
        for (int dimension : shape) {
          bits = Math.multiplyExact(bits, (long) dimension);
        }
        if (bits % 8 != 0 || offsets[1] - offsets[0] != bits / 8) {
          throw new MalformedFileException(
              file,
              where + " in data bytes " + offsets[0] + " to " + offsets[1],
              bits + " bits for " + dtype + shape);
        }
      } catch (ArithmeticException e) {
        throw new MalformedFileException(
            file, where + " of shape " + shape, "a size below 2^63 bits", e);
      }
      return new Tensor(dtype, List.copyOf(shape), offsets[0], offsets[1]);
    }

    private List<Integer> shape(String where) throws IOException {
      List<Integer> shape = new ArrayList<>();
      expect(JsonToken.START_ARRAY, where + " shape");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        long dimension = number(where + " shape");
        if (dimension > Integer.MAX_VALUE) {
          throw new MalformedFileException(
              file, where + " with dimension " + dimension, "dimensions below 2^31");
        }
        shape.add((int) dimension);
        if (shape.size() > MOST_DIMENSIONS) {
          throw new MalformedFileException(
              file,
              where + " with more than " + MOST_DIMENSIONS + " dimensions in its shape",
              "fewer");
        }
      }
      return shape;
    }

    private long[] offsets(String where) throws IOException {
      expect(JsonToken.START_ARRAY, where + " data_offsets");
      json.nextToken();
      long begin = number(where + " data_offsets");
      json.nextToken();
      long end = number(where + " data_offsets");
      expect(JsonToken.END_ARRAY, where + " data_offsets after two numbers");
      if (end < begin) {
        throw new MalformedFileException(
            file, where + " data_offsets from " + begin + " to " + end, "begin ≤ end");
      }
      return new long[] {begin, end};
    }

    private long number(String where) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
        throw new MalformedFileException(
            file, where + " with '" + json.getText() + "'", "whole numbers of 0 or more");
      }
      return json.getLongValue();
    }

    private void expect(JsonToken expected, String where) throws IOException {
      JsonToken token = json.nextToken();
      if (token != expected) {
        throw new MalformedFileException(file, where + " with " + token, expected.toString());
      }
    }
  }
}
