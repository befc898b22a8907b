package org.vae4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads one JSON object to a flat map, names and positions in arrays joined by dots. */
final class JsonReader {
  private JsonReader() {}

  static Map<String, String> read(String text) throws IOException {
    Map<String, String> values = new TreeMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object: " + text);
      }
      object(json, "", values);
      if (json.nextToken() != null) {
        throw new IOException("more than one document: " + text);
      }
    }
    return values;
  }

  private static void object(JsonParser json, String prefix, Map<String, String> values)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      json.nextToken();
      value(json, name, values);
    }
  }

  private static void value(JsonParser json, String name, Map<String, String> values)
      throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> object(json, name + ".", values);
      case START_ARRAY -> {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
          value(json, name + "." + i, values);
        }
      }
      default -> values.put(name, json.getText());
    }
  }
}
