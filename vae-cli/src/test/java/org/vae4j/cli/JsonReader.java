package org.vae4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads one JSON object to a flat map, names joined by dots. */
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
      if (json.nextToken() == JsonToken.START_OBJECT) {
        object(json, name + ".", values);
      } else {
        values.put(name, json.getText());
      }
    }
  }
}
