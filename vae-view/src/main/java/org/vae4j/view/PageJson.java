package org.vae4j.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;

/**
 * JSON that may stand inside a script element: ASCII only, and no character that HTML looks for.
 */
public final class PageJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PageJson() {}

  /** Writes into an object. */
  @FunctionalInterface
  public interface Fields {
    /** Writes field after field. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns an object. */
  public static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setCharacterEscapes(new HtmlEscapes());
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a list of numbers with five significant digits, null for what is not finite. */
  public static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      number(json, value);
    }
    json.writeEndArray();
  }

  /** Writes rows of numbers, as {@link #numbers} does. */
  public static void rows(JsonGenerator json, float[][] rows) throws IOException {
    json.writeStartArray();
    for (float[] row : rows) {
      json.writeStartArray();
      for (float value : row) {
        number(json, value);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Writes a number with five significant digits, null for what is not finite. */
  public static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else {
      json.writeNumber(rounded(value));
    }
  }

  /** Writes a number with all its digits, null for what is not finite. */
  public static void exactly(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  private static String rounded(double value) {
    if (value == 0) {
      return "0";
    }
    return new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros().toString();
  }

  /**
   * Writes how many rows were taken of how many, from which their numbers follow, and which of them
   * are shown by themselves.
   */
  public static void positions(JsonGenerator json, @Nullable Examples examples, int[] shown)
      throws IOException {
    json.writeNumberField("taken", examples == null ? 0 : examples.rows().length);
    json.writeNumberField("of", examples == null ? 0 : examples.of());
    json.writeFieldName("shown");
    json.writeArray(shown, 0, shown.length);
  }

  /** Writes what rows are, as the field {@code layout}. */
  public static void layout(JsonGenerator json, DataForm form) throws IOException {
    layout(json, form, form.features());
  }

  /**
   * Writes what rows are, as the field {@code layout}.
   *
   * @param most the columns of a table that are told; the first ones
   */
  public static void layout(JsonGenerator json, DataForm form, int most) throws IOException {
    json.writeObjectFieldStart("layout");
    if (form instanceof ImageForm images) {
      json.writeStringField("kind", "image");
      json.writeNumberField("height", images.height());
      json.writeNumberField("width", images.width());
      json.writeNumberField("channels", images.channels());
    } else if (form instanceof TableForm table) {
      json.writeStringField("kind", "table");
      json.writeNumberField("width", table.features());
      json.writeArrayFieldStart("columns");
      for (TableForm.Column column : table.columns().subList(0, most)) {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeNumberField("shift", column.shift());
        json.writeNumberField("scale", column.scale());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static final class HtmlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&', '\''}) {
        codes[c] = ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }
}
