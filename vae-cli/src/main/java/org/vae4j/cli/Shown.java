package org.vae4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vae4j.data.Dataset;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Labels;
import org.vae4j.view.Examples;

/** The rows of data that people see a model with. */
final class Shown {
  private static final int MOST = 2000;

  private Shown() {}

  /** Takes the first of the rows to show, scaled as they are. */
  static Examples of(Data data) {
    Dataset from = data.examples();
    int count = Math.min(MOST, from.size());
    Labels labels = from.labels();
    String source =
        String.format(
            Locale.ROOT,
            "%s%,d %s %s",
            count == from.size() ? "" : "first ",
            count,
            data.validation() != null ? "validation" : data.test() != null ? "test" : "training",
            data.form() instanceof ImageForm ? "images" : "rows");
    return new Examples(
        data.form(), from.rows(0, count), labels == null ? null : names(labels, count), source);
  }

  private static List<String> names(Labels labels, int count) {
    return IntStream.range(0, count).mapToObj(labels::name).toList();
  }
}
