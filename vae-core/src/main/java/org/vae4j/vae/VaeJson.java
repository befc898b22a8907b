package org.vae4j.vae;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vae4j.loss.Losses;
import org.vae4j.nn.Layer;
import org.vae4j.nn.LayerSpec;
import org.vae4j.nn.Layers;

/**
 * What a model computes, as JSON: sizes, the loss by name, and the four parts as {@link
 * LayerSpec}s.
 */
final class VaeJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final String LOSS_SETTINGS = "loss_settings";

  private VaeJson() {}

  static String write(Vae vae) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("features", vae.features());
      json.writeNumberField("latent", vae.latent());
      json.writeStringField("loss", vae.loss().name());
      if (!vae.loss().settings().isEmpty()) {
        write(json, LOSS_SETTINGS, vae.loss().settings());
      }
      write(json, "encoder", vae.encoder());
      write(json, "mu", vae.mu());
      write(json, "logvar", vae.logvar());
      write(json, "decoder", vae.decoder());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String field, Map<String, String> settings)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, Layer layer) throws IOException {
    json.writeFieldName(field);
    write(json, layer.spec());
  }

  private static void write(JsonGenerator json, LayerSpec spec) throws IOException {
    json.writeStartObject();
    json.writeStringField("layer", spec.type());
    for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    if (!spec.layers().isEmpty()) {
      json.writeArrayFieldStart("layers");
      for (LayerSpec inner : spec.layers()) {
        write(json, inner);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  static Vae read(String text) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, String> lossSettings = new LinkedHashMap<>();
    Layers layers = Layers.find();
    try (JsonParser json = JSON.createParser(text)) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        expect(json, json.currentToken(), JsonToken.FIELD_NAME);
        String field = json.currentName();
        JsonToken token = json.nextToken();
        if (field.equals(LOSS_SETTINGS)) {
          expect(json, token, JsonToken.START_OBJECT);
          lossSettings.putAll(settings(json));
          continue;
        }
        Object value =
            switch (token) {
              case VALUE_NUMBER_INT -> json.getIntValue();
              case VALUE_STRING -> json.getText();
              case START_OBJECT -> layers.create(layer(json));
              default -> throw unexpected(json);
            };
        fields.put(field, value);
      }
      expect(json, json.nextToken(), null);
    }
    return new Vae(
        field(fields, "features", Integer.class),
        field(fields, "latent", Integer.class),
        field(fields, "encoder", Layer.class),
        field(fields, "mu", Layer.class),
        field(fields, "logvar", Layer.class),
        field(fields, "decoder", Layer.class),
        Losses.create(field(fields, "loss", String.class), lossSettings));
  }

  private static Map<String, String> settings(JsonParser json) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      expect(json, json.currentToken(), JsonToken.FIELD_NAME);
      String name = json.currentName();
      expect(json, json.nextToken(), JsonToken.VALUE_STRING);
      settings.put(name, json.getText());
    }
    return settings;
  }

  private static LayerSpec layer(JsonParser json) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    List<LayerSpec> inner = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      expect(json, json.currentToken(), JsonToken.FIELD_NAME);
      String field = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY && field.equals("layers")) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          expect(json, json.currentToken(), JsonToken.START_OBJECT);
          inner.add(layer(json));
        }
      } else {
        expect(json, json.currentToken(), JsonToken.VALUE_STRING);
        settings.put(field, json.getText());
      }
    }
    String type = settings.remove("layer");
    if (type == null) {
      throw new IOException("a layer has no field 'layer' that says what it is");
    }
    return new LayerSpec(type, settings, inner);
  }

  private static <T> T field(Map<String, Object> fields, String name, Class<T> type)
      throws IOException {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IOException("the field '" + name + "' is missing or of the wrong kind");
    }
    return type.cast(value);
  }

  private static void expect(JsonParser json, @Nullable JsonToken found, @Nullable JsonToken wanted)
      throws IOException {
    if (found != wanted) {
      throw unexpected(json);
    }
  }

  private static IOException unexpected(JsonParser json) {
    return new IOException(
        "unexpected " + json.currentToken() + " at " + json.currentLocation().offsetDescription());
  }
}
