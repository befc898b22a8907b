package org.vae4j.view.explore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.LatentPlane;
import org.vae4j.view.PageJson;
import org.vae4j.view.Png;

/**
 * What the page asks for, as bytes: pixels as bytes, other numbers as little-endian floats. Any
 * number of threads may ask.
 */
final class ExploreModel {
  private static final int MOST_ROWS = 256;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LATENTS = 500_000;
  private static final int SHOWN_PICTURES = 48;
  private static final int SHOWN_ROWS = 500;
  private static final double LEAST_RANGE = 3.5;

  private final VaeModel model;
  private final DataForm form;
  private final int latent;
  private final String json;
  private final byte[] latents;
  private final byte[] shown;

  /**
   * Encodes the examples.
   *
   * @param examples of the form; null if there are no data
   */
  ExploreModel(VaeModel model, DataForm form, @Nullable Examples examples, String title) {
    this.model = model;
    this.form = form;
    this.latent = model.vae().latent();
    int rows = examples == null ? 0 : Math.min(examples.rows().length, MOST_LATENTS / latent);
    float[][] first = examples == null ? new float[0][] : Arrays.copyOf(examples.rows(), rows);
    float[][] mu = model.encode(first).mu();
    latents = floats(mu);
    int most = form instanceof ImageForm ? SHOWN_PICTURES : SHOWN_ROWS;
    int[] chosen = Examples.spread(rows, most);
    shown = bytes(examples == null ? first : examples.at(chosen));
    json = json(title, examples, chosen, mu);
  }

  /** Returns what the page has to know, as JSON. */
  String json() {
    return json;
  }

  /** Returns the means of the examples, a row each. */
  byte[] latents() {
    return latents;
  }

  /** Returns examples to start from: pixels, or values as the model knows them. */
  byte[] shown() {
    return shown;
  }

  /** Returns the most bytes that {@link #decode} takes: at least one row. */
  int mostBytes() {
    return mostRows() * latent * Float.BYTES;
  }

  private int mostRows() {
    return Math.max(1, Math.min(MOST_ROWS, MOST_BYTES / (latent * Float.BYTES)));
  }

  /**
   * Decodes latents.
   *
   * @throws IllegalArgumentException if they are not whole rows of finite floats
   */
  byte[] decode(byte[] body) {
    int row = latent * Float.BYTES;
    if (body.length == 0 || body.length % row != 0 || body.length > mostBytes()) {
      throw new IllegalArgumentException(
          "decode: %d bytes, expected 1 to %d times %d, the floats of a latent"
              .formatted(body.length, mostRows(), row));
    }
    float[][] z = new float[body.length / row][latent];
    ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] each : z) {
      for (int i = 0; i < latent; i++) {
        each[i] = buffer.getFloat();
        if (!Float.isFinite(each[i])) {
          throw new IllegalArgumentException(
              "decode: a value is " + each[i] + ", expected numbers");
        }
      }
    }
    return bytes(model.decode(z));
  }

  private byte[] bytes(float[][] rows) {
    if (!(form instanceof ImageForm images)) {
      return floats(rows);
    }
    byte[] all = new byte[rows.length * form.features()];
    for (int i = 0; i < rows.length; i++) {
      byte[] image = Png.bytes(images, rows[i]);
      System.arraycopy(image, 0, all, i * image.length, image.length);
    }
    return all;
  }

  private static byte[] floats(float[][] rows) {
    int count = Arrays.stream(rows).mapToInt(row -> row.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        buffer.putFloat(value);
      }
    }
    return buffer.array();
  }

  private String json(String title, @Nullable Examples examples, int[] chosen, float[][] mu) {
    double[] variance =
        mu.length == 0 ? new double[latent] : LatentPlane.variances(mu, new double[latent]);
    LatentPlane plane = mu.length == 0 ? null : LatentPlane.of(mu);
    return PageJson.object(
        json -> {
          json.writeStringField("title", title);
          json.writeStringField("source", examples == null ? "" : examples.source());
          PageJson.positions(json, examples, chosen);
          json.writeNumberField("latent", latent);
          json.writeNumberField("rows", mu.length);
          json.writeNumberField("most", mostRows());
          json.writeFieldName("range");
          PageJson.number(json, range(mu));
          PageJson.layout(json, form);
          PageJson.numbers(json, "variance", variance);
          if (plane != null) {
            json.writeObjectFieldStart("plane");
            json.writeArrayFieldStart("names");
            for (String name : plane.names()) {
              json.writeString(name);
            }
            json.writeEndArray();
            PageJson.numbers(json, "shares", plane.shares());
            PageJson.numbers(json, "origin", plane.origin());
            json.writeFieldName("axes");
            json.writeStartArray();
            for (double[] axis : plane.axes()) {
              json.writeArray(axis, 0, axis.length);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          List<String> labels = examples == null ? null : examples.labels();
          if (labels != null) {
            json.writeArrayFieldStart("labels");
            for (String label : labels.subList(0, mu.length)) {
              json.writeString(label);
            }
            json.writeEndArray();
          }
        });
  }

  /** Returns how far from 0 the page goes, so that nearly all examples lie inside. */
  private static double range(float[][] mu) {
    double[] sizes = new double[mu.length];
    for (int i = 0; i < mu.length; i++) {
      for (float value : mu[i]) {
        sizes[i] = Math.max(sizes[i], Math.abs(value));
      }
    }
    Arrays.sort(sizes);
    double most = sizes.length == 0 ? 0 : sizes[(int) (0.995 * (sizes.length - 1))];
    return Math.min(100, Math.max(LEAST_RANGE, Math.ceil(most * 10.5) / 10));
  }
}
