package org.vae4j.view.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.view.Examples;
import org.vae4j.view.PageJson;
import org.vae4j.view.Png;

/** What report.html holds beside its code, as JSON; docs/formats.md describes it. */
@SuppressWarnings("ArrayRecordComponent") // is on its way to the file
record ReportData(
    String title,
    String state,
    String heldOut,
    List<Section> sections,
    List<EpochMetrics> epochs,
    Examples examples,
    int[] shown,
    Frame originals,
    List<Frame> frames,
    Snapshot snapshot) {
  private static final String BEGIN = "<script type=\"application/json\" id=\"data\">";
  private static final String END = "</script>";
  private static final JsonFactory FACTORY = new JsonFactory();

  String json() {
    return PageJson.object(
        json -> {
          json.writeStringField("title", title);
          json.writeStringField("state", state);
          json.writeStringField("heldOut", heldOut);
          json.writeStringField("source", examples.source());
          PageJson.positions(json, examples, shown);
          DataForm form = examples.form();
          json.writeNumberField("model", snapshot.shown().epoch());
          DataForm onPage = form instanceof ImageForm i ? Png.shown(i) : form;
          PageJson.layout(json, onPage, RunReport.columns(form));
          writeSections(json);
          writeEpochs(json);
          writeFrame(json, "originals", originals);
          writeFrame(json, "samples", snapshot.samples());
          json.writeArrayFieldStart("frames");
          for (Frame frame : frames) {
            json.writeStartObject();
            json.writeNumberField("epoch", frame.epoch());
            writeFrame(json, "shown", frame);
            json.writeEndObject();
          }
          json.writeEndArray();
          writeLatents(json);
        });
  }

  private void writeSections(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sections");
    for (Section section : sections) {
      json.writeStartObject();
      json.writeStringField("title", section.title());
      json.writeArrayFieldStart("entries");
      for (Map.Entry<String, String> entry : section.entries().entrySet()) {
        json.writeStartArray();
        json.writeString(entry.getKey());
        json.writeString(entry.getValue());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeEpochs(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("epochs");
    for (EpochMetrics epoch : epochs) {
      json.writeStartObject();
      json.writeNumberField("epoch", epoch.epoch());
      json.writeNumberField("step", epoch.step());
      writeLoss(json, "train", epoch.train());
      writeLoss(json, "test", epoch.test());
      json.writeFieldName("seconds");
      PageJson.number(json, epoch.seconds());
      json.writeFieldName("imagesPerSecond");
      PageJson.number(json, epoch.imagesPerSecond());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeLoss(JsonGenerator json, String name, @Nullable LossParts loss)
      throws IOException {
    if (loss == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    PageJson.exactly(json, "loss", loss.total());
    PageJson.exactly(json, "reconstruction", loss.reconstruction());
    PageJson.exactly(json, "kl", loss.kl());
    json.writeEndObject();
  }

  private static void writeFrame(JsonGenerator json, String name, Frame frame) throws IOException {
    json.writeFieldName(name);
    float[][] rows = frame.rows();
    if (rows == null) {
      json.writeString(frame.picture());
    } else {
      PageJson.rows(json, rows);
    }
  }

  private void writeLatents(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("latent");
    json.writeArrayFieldStart("names");
    for (String name : snapshot.plane().names()) {
      json.writeString(name);
    }
    json.writeEndArray();
    PageJson.numbers(json, "shares", snapshot.plane().shares());
    PageJson.numbers(json, "x", snapshot.x());
    PageJson.numbers(json, "y", snapshot.y());
    PageJson.numbers(json, "kl", snapshot.kl());
    PageJson.numbers(json, "variance", snapshot.variance());
    List<String> labels = examples.labels();
    if (labels != null) {
      json.writeArrayFieldStart("labels");
      for (String label : labels) {
        json.writeString(label);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** Returns the pictures by epoch in a report; none if the page is not one. */
  static List<Frame> frames(String page, DataForm form) {
    int begin = page.indexOf(BEGIN);
    int end = begin < 0 ? -1 : page.indexOf(END, begin);
    if (end < 0) {
      return List.of();
    }
    Map<Integer, Frame> frames = new LinkedHashMap<>();
    try (JsonParser json = FACTORY.createParser(page.substring(begin + BEGIN.length(), end))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("frames");
        json.nextToken();
        while (wanted && json.nextToken() == JsonToken.START_OBJECT) {
          Frame frame = frame(json, form);
          frames.put(frame.epoch(), frame);
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      return List.of();
    }
    return new ArrayList<>(frames.values());
  }

  private static Frame frame(JsonParser json, DataForm form) throws IOException {
    int epoch = 0;
    String picture = null;
    List<float[]> rows = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean number = json.currentName().equals("epoch");
      json.nextToken();
      if (number) {
        epoch = json.getIntValue();
      } else if (form instanceof ImageForm) {
        picture = json.getText();
      } else {
        while (json.nextToken() == JsonToken.START_ARRAY) {
          rows.add(row(json, RunReport.columns(form)));
        }
      }
    }
    return new Frame(epoch, picture, picture == null ? rows.toArray(float[][]::new) : null);
  }

  private static float[] row(JsonParser json, int features) throws IOException {
    float[] row = new float[features];
    int at = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (at == features) {
        throw new IOException("report: a row of more than " + features + " values");
      }
      row[at++] = token == JsonToken.VALUE_NULL ? Float.NaN : json.getFloatValue();
    }
    return row;
  }
}
