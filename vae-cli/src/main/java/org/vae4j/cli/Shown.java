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

  /**
   * Takes the first rows.
   *
   * @param of scaled as the model wants them
   */
  static Examples of(Rows of) {
    Dataset rows = of.all();
    int count = Math.min(MOST, rows.size());
    Labels labels = rows.labels();
    String source =
        String.format(
            Locale.ROOT,
            "%s%,d %s %s",
            count == rows.size() ? "" : "first ",
            count,
            of.part() == Part.TRAIN ? "training" : Names.of(of.part()),
            of.data().form() instanceof ImageForm ? "images" : "rows");
    return new Examples(
        of.data().form(),
        rows.rows(0, count),
        labels == null ? null : names(labels, count),
        source);
  }

  private static List<String> names(Labels labels, int count) {
    return IntStream.range(0, count).mapToObj(labels::name).toList();
  }
}
