package org.vae4j.view.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.vae4j.io.AtomicFile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.view.Examples;

/** The plots of a report as PNG files, for papers and slides. */
final class Plots {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;
  private static final Color INK = new Color(0x1f2328);
  private static final Color GRID = new Color(0xe4e6ea);
  private static final Color TRAIN = new Color(0x2563c9);
  private static final Color TEST = new Color(0xc2570c);

  /** As many labels as eyes can tell apart; more are not coloured, as on the pages. */
  private static final int MOST_LABELS = 40;

  /** Labels that are whole numbers by their size, then the others. */
  private static final Comparator<String> NUMBERS_FIRST =
      Comparator.comparingLong(
              (String label) -> label.matches("\\d{1,18}") ? Long.parseLong(label) : Long.MAX_VALUE)
          .thenComparing(Comparator.naturalOrder());

  private Plots() {}

  /** The names of the files, without their ending. */
  static final List<String> NAMES =
      List.of("loss", "loss-reconstruction", "loss-kl", "latent", "kl");

  static void write(
      Path folder,
      String name,
      List<EpochMetrics> epochs,
      String heldOut,
      Snapshot snapshot,
      @Nullable List<String> labels)
      throws IOException {
    Chart<?, ?> chart =
        switch (name) {
          case "loss" -> loss("Loss", epochs, heldOut, LossParts::total);
          case "loss-reconstruction" ->
              loss("Reconstruction", epochs, heldOut, LossParts::reconstruction);
          case "loss-kl" -> loss("KL divergence", epochs, heldOut, LossParts::kl);
          case "latent" -> latent(snapshot, labels);
          case "kl" -> kl(snapshot);
          default -> throw new IllegalArgumentException("plots: there is no '" + name + "'");
        };
    write(folder.resolve(name + ".png"), chart);
  }

  static XYChart loss(
      String title, List<EpochMetrics> epochs, String heldOut, ToDoubleFunction<LossParts> part) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle("a row of data")
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisDecimalPattern("#");
    chart.getStyler().setSeriesColors(new Color[] {TRAIN, TEST});
    add(chart, "train", epochs, part, EpochMetrics::train);
    add(chart, heldOut, epochs, part, EpochMetrics::test);
    return chart;
  }

  /** One of the two losses of an epoch. */
  @FunctionalInterface
  private interface Side {
    @Nullable LossParts of(EpochMetrics epoch);
  }

  private static void add(
      XYChart chart,
      String name,
      List<EpochMetrics> epochs,
      ToDoubleFunction<LossParts> part,
      Side side) {
    List<EpochMetrics> known =
        epochs.stream()
            .filter(e -> side.of(e) != null && Double.isFinite(value(e, side, part)))
            .toList();
    if (!known.isEmpty()) {
      chart
          .addSeries(
              name,
              known.stream().mapToDouble(EpochMetrics::epoch).toArray(),
              known.stream().mapToDouble(e -> value(e, side, part)).toArray())
          .setMarker(known.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
  }

  private static double value(EpochMetrics epoch, Side side, ToDoubleFunction<LossParts> part) {
    return part.applyAsDouble(Objects.requireNonNull(side.of(epoch)));
  }

  static XYChart latent(Snapshot snapshot, @Nullable List<String> all) {
    List<String> labels =
        all != null && all.stream().distinct().count() <= MOST_LABELS ? all : null;
    List<String> names = snapshot.plane().names();
    XYChart chart =
        new XYChartBuilder()
            .width(HEIGHT)
            .height(HEIGHT)
            .title("Means of q(z|x)")
            .xAxisTitle(names.get(0))
            .yAxisTitle(names.size() > 1 ? names.get(1) : "")
            .build();
    style(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(6);
    chart.getStyler().setLegendVisible(labels != null);
    Map<String, List<Integer>> rows = new TreeMap<>(NUMBERS_FIRST);
    for (int i = 0; i < snapshot.x().length; i++) {
      if (Double.isFinite(snapshot.x()[i]) && Double.isFinite(snapshot.y()[i])) {
        rows.computeIfAbsent(
                labels == null ? "all" : Examples.shown(labels.get(i)), l -> new ArrayList<>())
            .add(i);
      }
    }
    List<Color> colors = new ArrayList<>();
    rows.forEach(
        (label, of) -> {
          colors.add(Color.getHSBColor(colors.size() / (float) rows.size(), 0.75f, 0.75f));
          chart
              .addSeries(
                  label,
                  of.stream().mapToDouble(i -> snapshot.x()[i]).toArray(),
                  of.stream().mapToDouble(i -> snapshot.y()[i]).toArray())
              .setMarker(SeriesMarkers.CIRCLE);
        });
    chart.getStyler().setSeriesColors(colors.toArray(Color[]::new));
    return chart;
  }

  private static CategoryChart kl(Snapshot snapshot) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("KL divergence of each latent dimension")
            .xAxisTitle("dimension")
            .yAxisTitle("nats")
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setSeriesColors(new Color[] {TRAIN});
    chart.getStyler().setXAxisMaxLabelCount(25);
    chart.getStyler().setPlotContentSize(1);
    chart.addSeries(
        "KL",
        IntStream.rangeClosed(1, snapshot.kl().length).boxed().toList(),
        Arrays.stream(snapshot.kl()).map(v -> Double.isFinite(v) ? v : 0).boxed().toList());
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 26));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setAntiAlias(true);
  }

  private static void write(Path file, Chart<?, ?> chart) throws IOException {
    BufferedImage picture =
        new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    try {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
    } finally {
      graphics.dispose();
    }
    AtomicFile.write(
        file,
        out -> {
          try (var stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(picture, "png", stream);
          }
        });
  }
}
