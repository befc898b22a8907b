package org.vae4j.cli;

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
   * Takes rows at even distances.
   *
   * @param of scaled as the model wants them
   */
  static Examples of(Rows of) {
    Dataset rows = of.all();
    int[] taken = Examples.spread(rows.size(), MOST);
    Labels labels = rows.labels();
    String source =
        String.format(
            Locale.ROOT,
            "%,d%s %s %s",
            taken.length,
            taken.length == rows.size() ? "" : String.format(Locale.ROOT, " of %,d", rows.size()),
            of.part() == Part.TRAIN ? "training" : Names.of(of.part()),
            of.data().form() instanceof ImageForm ? "images" : "rows");
    return new Examples(
        of.data().form(),
        rows.select(taken).rows(0, taken.length),
        labels == null ? null : IntStream.of(taken).mapToObj(labels::name).toList(),
        source,
        rows.size());
  }
}
