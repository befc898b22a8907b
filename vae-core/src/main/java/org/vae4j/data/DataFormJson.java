package org.vae4j.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link DataForm}s as JSON. */
final class DataFormJson {
  private static final String KIND = "kind";
  private static final String IMAGES = "images";
  private static final String TABLE = "table";
  private static final String COLUMNS = "columns";
  private static final String LABEL = "label_column";

  /** More than any object has, so that one with many takes no memory. */
  private static final int MOST_FIELDS = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private DataFormJson() {}

  static String write(DataForm form) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (form instanceof ImageForm images) {
        json.writeStringField(KIND, IMAGES);
        json.writeNumberField("height", images.height());
        json.writeNumberField("width", images.width());
        json.writeNumberField("channels", images.channels());
        json.writeNumberField("low", images.scaling().low());
        json.writeNumberField("high", images.scaling().high());
      } else if (form instanceof TableForm table) {
        json.writeStringField(KIND, TABLE);
        if (table.labelColumn() != null) {
          json.writeStringField(LABEL, table.labelColumn());
        }
        json.writeArrayFieldStart(COLUMNS);
        for (TableForm.Column column : table.columns()) {
          write(json, column);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, TableForm.Column column) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", column.name());
    json.writeNumberField("shift", column.shift());
    json.writeNumberField("scale", column.scale());
    if (!Double.isNaN(column.fill())) {
      json.writeNumberField("fill", column.fill());
    }
    if (!Double.isNaN(column.mean())) {
      json.writeNumberField("mean", column.mean());
    }
    json.writeEndObject();
  }

  static DataForm read(String text) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      fields(json, fields);
      if (json.nextToken() != null) {
        throw new IOException("text after the object");
      }
    }
    try {
      return switch (take(fields, KIND, String.class)) {
        case IMAGES ->
            new ImageForm(
                whole(fields, "height"),
                whole(fields, "width"),
                whole(fields, "channels"),
                new Scaling(take(fields, "low", Double.class), take(fields, "high", Double.class)));
        case TABLE -> table(fields);
        default -> throw new IOException("unknown kind '" + fields.get(KIND) + "'");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static TableForm table(Map<String, Object> fields) throws IOException {
    List<TableForm.Column> columns = new ArrayList<>();
    for (Object element : take(fields, COLUMNS, List.class)) {
      if (!(element instanceof Map<?, ?> column)) {
        throw new IOException("a column is no object");
      }
      columns.add(
          new TableForm.Column(
              take(column, "name", String.class),
              take(column, "shift", Double.class),
              take(column, "scale", Double.class),
              numberOrNaN(column, "fill"),
              numberOrNaN(column, "mean")));
    }
    return new TableForm(
        columns, fields.containsKey(LABEL) ? take(fields, LABEL, String.class) : null);
  }

  private static double numberOrNaN(Map<?, ?> fields, String name) throws IOException {
    return fields.containsKey(name) ? take(fields, name, Double.class) : Double.NaN;
  }

  /** Reads the fields of an object: texts, numbers, and lists of such objects. */
  private static void fields(JsonParser json, Map<String, Object> to) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() != JsonToken.FIELD_NAME) {
        throw new IOException("the text ends inside an object");
      }
      if (to.size() == MOST_FIELDS) {
        throw new IOException("an object with more than " + MOST_FIELDS + " fields");
      }
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING -> to.put(name, json.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.put(name, json.getDoubleValue());
        case START_ARRAY -> {
          List<Map<String, Object>> list = new ArrayList<>();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            if (list.size() == TableForm.MOST_COLUMNS) {
              throw new IOException("a list of more than " + TableForm.MOST_COLUMNS + " columns");
            }
            Map<String, Object> element = new HashMap<>();
            fields(json, element);
            list.add(element);
          }
          if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("'" + name + "' holds something other than objects");
          }
          to.put(name, list);
        }
        default -> throw new IOException("'" + name + "' is neither text, number nor list");
      }
    }
  }

  private static int whole(Map<?, ?> fields, String name) throws IOException {
    double value = take(fields, name, Double.class);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IOException("'" + name + "' is " + value + ", no whole number");
    }
    return (int) value;
  }

  private static <T> T take(Map<?, ?> fields, String name, Class<T> type) throws IOException {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IOException("the field '" + name + "' is missing or of the wrong kind");
    }
    return type.cast(value);
  }
}
