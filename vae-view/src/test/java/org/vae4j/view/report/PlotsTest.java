package org.vae4j.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.view.LatentPlane;

/** What the plots hold; RunReportTest sees to it that they are drawn. */
final class PlotsTest {

  private static Snapshot snapshot(int rows) {
    LatentPlane plane = LatentPlane.of(new float[][] {{1, 2}, {3, 4}});
    double[] x = IntStream.range(0, rows).mapToDouble(i -> i == 1 ? Double.NaN : i).toArray();
    Frame frame = new Frame(1, "", null);
    return new Snapshot(frame, frame, plane, x, x, new double[2], new double[2]);
  }

  @Test
  void lossesAreNamedAfterTheRowsThatEpochsEndWith() {
    LossParts infinite = new LossParts(Double.POSITIVE_INFINITY, 1);
    List<EpochMetrics> epochs =
        List.of(
            new EpochMetrics(1, 10, new LossParts(3, 1), infinite, 1, 1),
            new EpochMetrics(2, 20, new LossParts(2, 1), new LossParts(5, 1), 1, 1));
    var series = Plots.loss("Loss", epochs, "validation", LossParts::total).getSeriesMap();
    assertThat(series.keySet()).containsExactly("train", "validation");
    assertThat(series.get("train").getYData()).containsExactly(4, 3);
    assertThat(series.get("validation").getXData()).as("finite only").containsExactly(2);
  }

  @Test
  void labelsStandInNaturalOrder() {
    List<String> labels = List.of("10", "9", "b", "2", "a");
    assertThat(Plots.latent(snapshot(5), labels).getSeriesMap().keySet())
        .containsExactly("2", "10", "a", "b"); // 9 is nowhere
  }

  @Test
  void aLabelThatIsEmptyHasAName() {
    List<String> labels = List.of("a", "", "", "a");
    assertThat(Plots.latent(snapshot(4), labels).getSeriesMap().keySet())
        .containsExactly("(none)", "a");
  }

  @Test
  void tooManyLabelsAreOneColour() {
    List<String> labels = IntStream.range(0, 41).mapToObj(String::valueOf).toList();
    assertThat(Plots.latent(snapshot(41), labels).getSeriesMap()).hasSize(1);
  }
}
