package org.vae4j.view.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.data.TableForm;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;
import org.vae4j.train.TrainingListener;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.Trained;
import org.vae4j.view.browser.Chromium;
import org.vae4j.view.browser.Page;

/** The report as a browser shows it. Pictures of it are left in target/screenshots. */
final class ReportInBrowserTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String LOWER = "document.querySelectorAll('.pair canvas')[1].toDataURL()";

  @TempDir static Path temp;
  private static Chromium browser;
  private static String digits;

  @BeforeAll
  static void train() throws IOException {
    browser = Chromium.start();
    Path file = temp.resolve("report.html");
    RunReport report =
        new RunReport(
            file, "three <i>epochs</i>", Trained.examples(), "test", new KeptEpochs(3), 1);
    report.describe(
        List.of(new Section("Settings", Map.of("data", "</script><script>alert(1)</script>"))));
    try (VaeModel model = Trained.fresh(4)) {
      Trained.train(
          model,
          3,
          new TrainingListener() {
            @Override
            public void onEpoch(EpochMetrics epoch) {
              report.add(epoch, model);
            }
          });
      finish(report, 3, model);
    }
    digits = file.toUri().toString();
  }

  @AfterAll
  static void close() throws IOException {
    browser.close();
  }

  private static void finish(RunReport report, int epoch, VaeModel model) throws IOException {
    report.state("finished");
    report.show(epoch, model);
    report.write();
  }

  @Test
  void showsARunWithoutANetworkOrAComplaint() throws IOException {
    Page page = browser.open(1200, 2700).go(digits);
    assertThat(page.text("document.querySelector('h1').textContent"))
        .isEqualTo("three <i>epochs</i>");
    assertThat(page.text("document.querySelector('.about dd').textContent"))
        .isEqualTo("</script><script>alert(1)</script>");
    assertThat(page.text("document.querySelectorAll('#losses svg').length")).isEqualTo("3");
    assertThat(page.text("document.querySelectorAll('#latent path').length")).isEqualTo("10");
    assertThat(page.text("document.querySelectorAll('#kl rect').length")).isEqualTo("4");
    assertThat(page.text("document.querySelectorAll('#figures tbody tr').length")).isEqualTo("3");
    page.until(
        "document.querySelector('.samples canvas').toDataURL() !== document.createElement('canvas').toDataURL()");
    page.picture(PICTURES.resolve("report.png"));
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
  }

  @Test
  void theSliderChangesThePictureByMouseAndKeyboard() {
    Page page = browser.open(1200, 900).go(digits);
    page.until(LOWER + ".length > 500");
    assertThat(page.text("document.getElementById('shown').textContent")).isEqualTo("3");
    String last = page.text(LOWER);
    page.value("document.getElementById('epoch').focus()");
    page.press("Home");
    page.until("document.getElementById('shown').textContent === '1'");
    page.until(LOWER + " !== '" + last + "'");
    page.press("End");
    page.until(LOWER + " === '" + last + "'");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void chartsTellTheirValuesToPointerAndKeys() {
    Page page = browser.open(1200, 900).go(digits);
    String readout = "document.querySelector('#losses .readout').textContent";
    assertThat(page.text(readout)).startsWith("epoch 3: train ");
    page.value("document.querySelector('#losses [tabindex]').focus()");
    page.press("ArrowLeft");
    page.until(readout + ".startsWith('epoch 2: train ')");
    double[] chart = page.middle("#losses svg");
    double left =
        ((Number) page.value("document.querySelector('#losses svg').getBoundingClientRect().x"))
            .doubleValue();
    page.point(left + 50, chart[1]);
    page.until(readout + ".startsWith('epoch 1: train ')");
    page.until(
        "document.querySelectorAll('#losses .readout')[2].textContent.startsWith('epoch 1: ')");
    page.value("document.querySelector('#labels button').click()");
    assertThat(page.text("document.querySelector('#labels button').getAttribute('aria-pressed')"))
        .isEqualTo("true");
    assertThat(
            page.text("document.querySelectorAll('#latent path[stroke-opacity=\"0.07\"]').length"))
        .isEqualTo("9");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void fitsAPhoneAndTheDark() throws IOException {
    Page page = browser.open(390, 4600).dark().go(digits);
    assertThat(page.value("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
    assertThat(page.text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(20, 22, 26)");
    page.until(LOWER + ".length > 500");
    page.picture(PICTURES.resolve("report-phone-dark.png"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aTestLossThatIsNoNumberIsAGap() throws IOException {
    Path file = temp.resolve("overflow.html");
    Path plots = temp.resolve("overflow");
    RunReport report =
        new RunReport(file, "overflow", Trained.examples(), "validation", new KeptEpochs(2), 1);
    LossParts infinite = new LossParts(Double.POSITIVE_INFINITY, Double.NaN);
    try (VaeModel model = Trained.fresh(2)) {
      report.add(new EpochMetrics(1, 10, new LossParts(2, 1), infinite, 1000, 1), model);
      report.add(new EpochMetrics(2, 20, new LossParts(1, 1), infinite, 1000, 1), model);
      finish(report, 2, model);
      report.plot("loss", Files.createDirectory(plots));
    }
    Page page = browser.open(1200, 900).go(file.toUri().toString());
    assertThat(page.text("document.querySelector('#losses .readout').textContent"))
        .isEqualTo("epoch 2: train 2, validation –");
    assertThat(page.text("document.querySelector('#figures tbody td:nth-child(6)').textContent"))
        .isEqualTo("–");
    assertThat(page.text("document.querySelectorAll('#about h3').length")).isEqualTo("0");
    assertThat(page.complaints()).isEmpty();
    assertThat(plots.resolve("loss.png")).isNotEmptyFile();
  }

  @Test
  void theFiguresAreThoseOfTheModelThatIsShown() throws IOException {
    Path file = temp.resolve("best.html");
    RunReport report =
        new RunReport(file, "best", Trained.examples(), "validation", new KeptEpochs(200), 1);
    try (VaeModel model = Trained.fresh(2)) {
      for (int epoch = 1; epoch <= 9; epoch++) {
        LossParts loss = new LossParts(20 + Math.abs(epoch - 6), 3);
        report.add(new EpochMetrics(epoch, epoch, loss, loss, 1000, 1), model);
      }
      finish(report, 6, model);
    }
    Page page = browser.open(1200, 2700).go(file.toUri().toString());
    assertThat(page.text("document.querySelector('.tile').textContent"))
        .isEqualTo("23validation loss");
    assertThat(page.text("document.getElementById('model').textContent"))
        .contains("of the model of epoch 6", "the last epoch, 9, is 26");
    assertThat(page.text("document.querySelector('#losses .readout').textContent"))
        .isEqualTo("epoch 6: train 23, validation 23");
    assertThat(page.text("document.getElementById('shown').textContent")).isEqualTo("6, the model");
    page.picture(PICTURES.resolve("report-best.png"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void aWideTableIsCutToItsFirstColumnsAndSaysSo() throws IOException {
    int width = 3000;
    TableForm form =
        new TableForm(
            IntStream.range(0, width)
                .mapToObj(i -> new TableForm.Column("column " + i, 0, 1, Double.NaN))
                .toList(),
            null);
    Path file = temp.resolve("wide.html");
    Examples rows = new Examples(form, new float[20][width], null, "20 rows", 20);
    RunReport report = new RunReport(file, "wide", rows, "test", new KeptEpochs(5), 1);
    try (VaeModel model =
        VaeModel.initialise(
            org.vae4j.vae.Vae.reference(width, 2, 2, org.vae4j.loss.Losses.create("mse")),
            new org.vae4j.backend.ejml.EjmlProvider().create(),
            org.vae4j.tensor.DType.F32,
            1)) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        report.add(new EpochMetrics(epoch, 10, new LossParts(2, 1), null, 1000, 1), model);
      }
      finish(report, 5, model);
    }
    assertThat(Files.size(file)).isLessThan(400_000);
    assertThat(ReportData.frames(Files.readString(file), form)).hasSize(5);
    Page page = browser.open(1200, 2300).go(file.toUri().toString());
    assertThat(page.text("document.querySelectorAll('#pairs .value').length")).isEqualTo("200");
    assertThat(page.text("document.querySelectorAll('#samples th').length")).isEqualTo("200");
    for (String part : List.of("#pairs", "#samples")) {
      assertThat(page.text("document.querySelector('" + part + " .hint').textContent"))
          .startsWith("The first 200 of 3,000 columns; ");
    }
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void manyLabelsAreNotColouredAndLongOnesCutShort() throws IOException {
    Examples digits = Trained.examples();
    for (int labels : new int[] {2, 41}) {
      List<String> names =
          IntStream.range(0, 256).mapToObj(i -> "a label that goes on " + i % labels).toList();
      Examples examples = new Examples(digits.form(), digits.rows(), names, "256 images", 256);
      Path file = temp.resolve("labels.html");
      RunReport report = new RunReport(file, "labels", examples, "test", new KeptEpochs(1), 1);
      try (VaeModel model = Trained.fresh(2)) {
        report.add(new EpochMetrics(1, 10, new LossParts(2, 1), null, 1000, 1), model);
        finish(report, 1, model);
      }
      Page page = browser.open(1200, 900).go(file.toUri().toString());
      boolean few = labels == 2;
      assertThat(page.text("document.querySelectorAll('#latent path').length"))
          .isEqualTo(few ? "2" : "1");
      assertThat(page.text("document.querySelectorAll('#labels button').length"))
          .isEqualTo(few ? "2" : "0");
      assertThat(
              page.value(
                  "document.getElementById('latent-hint').textContent.includes('too many labels')"))
          .isEqualTo(!few);
      assertThat(page.text("[...document.querySelectorAll('.name')].map(n => n.textContent)[0]"))
          .isEqualTo(few ? "a label that go…" : "null");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void showsATableInTheUnitsOfItsFile() throws IOException {
    TableForm form =
        new TableForm(
            List.of(
                new TableForm.Column("mean radius", 14, 3.5, Double.NaN),
                new TableForm.Column("<img src=x onerror=alert(1)>", 20, 4, Double.NaN),
                new TableForm.Column("smoothness", 0.1, 0.01, Double.NaN)),
            null);
    float[][] rows = new float[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i % 5 - 2, i % 3 - 1, (i % 7 - 3) / 2f};
    }
    Path file = temp.resolve("table.html");
    RunReport report =
        new RunReport(
            file,
            "table",
            new Examples(form, rows, null, "60 test rows", 60),
            "test",
            new KeptEpochs(1),
            1);
    try (VaeModel model =
        VaeModel.initialise(
            org.vae4j.vae.Vae.reference(3, 8, 2, org.vae4j.loss.Losses.create("mse")),
            new org.vae4j.backend.ejml.EjmlProvider().create(),
            org.vae4j.tensor.DType.F32,
            1)) {
      report.add(new EpochMetrics(1, 10, new LossParts(2, 1), null, 1000, 1), model);
      finish(report, 1, model);
    }
    Page page = browser.open(1200, 2300).go(file.toUri().toString());
    assertThat(page.text("document.querySelectorAll('#pairs .value').length")).isEqualTo("3");
    assertThat(page.text("document.querySelector('#pairs .what').textContent"))
        .isEqualTo("mean radius");
    assertThat(page.text("document.querySelector('#pairs .numbers').textContent"))
        .startsWith("7 → ");
    assertThat(page.text("document.querySelectorAll('#samples tbody tr').length")).isEqualTo("40");
    page.picture(PICTURES.resolve("report-table.png"));
    assertThat(page.complaints()).isEmpty();
  }
}
