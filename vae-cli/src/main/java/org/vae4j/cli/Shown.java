package org.vae4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vae4j.data.ImageDataset;
import org.vae4j.view.Examples;
import org.vae4j.view.Layout;

/** The rows of data that people see a model with. */
final class Shown {
  private static final int MOST = 2000;

  private Shown() {}

  /** Takes the first rows for testing, or else for training, scaled as they are. */
  static Examples of(ImageData data) {
    ImageDataset from = data.examples();
    int count = Math.min(MOST, from.size());
    return new Examples(
        new Layout.Image(
            from.height(), from.width(), 1, from.scaling().low(), from.scaling().high()),
        from.rows(0, count),
        from.hasLabels() ? labels(from, count) : null,
        String.format(
                Locale.ROOT,
                "%s %,d %s images",
                count == from.size() ? "" : "first",
                count,
                data.test() == null ? "training" : "test")
            .strip());
  }

  private static List<String> labels(ImageDataset from, int count) {
    return IntStream.range(0, count).mapToObj(i -> String.valueOf(from.label(i))).toList();
  }
}
