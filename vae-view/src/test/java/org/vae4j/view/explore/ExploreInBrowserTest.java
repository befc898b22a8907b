package org.vae4j.view.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.data.TableForm;
import org.vae4j.loss.Losses;
import org.vae4j.tensor.DType;
import org.vae4j.vae.Vae;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.Trained;
import org.vae4j.view.browser.Chromium;
import org.vae4j.view.browser.Page;

/** The page to explore as a browser shows it. Pictures of it are left in target/screenshots. */
final class ExploreInBrowserTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String TOKEN = "0123456789abcdef";
  private static final String SHOWN = "document.querySelector('.picture canvas').toDataURL()";
  private static final String DECODED =
      "document.getElementById('time').textContent.startsWith('decoded')";

  private static Chromium browser;
  private static VaeModel model;
  private static ExploreServer server;

  @BeforeAll
  static void start() throws IOException {
    browser = Chromium.start();
    model = Trained.fresh(4);
    Trained.train(model, 10);
    server =
        ExploreServer.start(
            model, new ImageForm(28, 28, 1, Scaling.UNIT), Trained.examples(), "digits", 0, TOKEN);
  }

  @AfterAll
  static void stop() throws IOException {
    browser.close();
    server.close();
    model.close();
  }

  private static Page open(int width, int height) {
    Page page = browser.open(width, height).go(server.link());
    page.until(DECODED);
    return page;
  }

  @Test
  void slidersAndThePadChangeThePicture() throws IOException {
    Page page = open(1200, 1250);
    assertThat(page.text("document.querySelectorAll('.slider').length")).isEqualTo("4");
    assertThat(page.text("document.querySelectorAll('#examples button').length")).isEqualTo("48");
    assertThat(page.text("location.href")).doesNotContain(TOKEN);
    String before = page.text(SHOWN);
    page.value("document.querySelector('.slider input').focus()");
    page.press("End");
    page.until(SHOWN + " !== '" + before + "'");
    assertThat(page.text("document.querySelector('.slider output').textContent"))
        .isEqualTo(page.text("Number(document.querySelector('.slider input').max).toFixed(2)"));

    double[] middle = page.middle("#pad");
    String slid = page.text(SHOWN);
    page.drag(middle, new double[] {middle[0] - 150, middle[1] + 120});
    page.until(SHOWN + " !== '" + slid + "'");
    String place = page.text("document.getElementById('where').textContent");
    assertThat(place).matches("PC 1 -[1-9.]+[0-9.]*, PC 2 -[0-9.]+");

    page.value("document.getElementById('pad').focus()");
    String dragged = page.text(SHOWN);
    for (int i = 0; i < 5; i++) {
      page.press("ArrowRight");
    }
    page.until("document.getElementById('where').textContent !== '" + place + "'");
    page.until(SHOWN + " !== '" + dragged + "'");

    page.value("document.querySelectorAll('#examples button')[7].click()");
    page.until(
        "document.querySelector('.origin').textContent.includes('row 75, label "
            + Trained.digits().label(37)
            + "')");
    page.until(
        "document.querySelectorAll('#examples button')[7].getAttribute('aria-pressed') === 'true'");
    page.value("document.querySelector('h1').scrollIntoView()");
    page.picture(PICTURES.resolve("explore.png"));

    page.value("document.getElementById('mosaic').click()");
    page.until("document.getElementById('tiles').width === 15 * 28");
    page.picture(PICTURES.resolve("explore-map.png"));
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests())
        .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.startsWith("data:"));
    assertThat(page.requests()).noneMatch(url -> url.contains("?"));
  }

  @Test
  void savesThePictureThatIsShown() {
    Page page = open(1200, 900);
    page.value(
        "window.saved = ''; HTMLAnchorElement.prototype.click = function() {"
            + " window.saved = this.download; fetch(this.href).catch(() => {}); }");
    page.value("document.getElementById('save').click()");
    page.until("window.saved === 'digits-z0.00_0.00_0.00_0.00.png'");
  }

  @Test
  void aReloadKeepsTheTokenAndWithoutOneThePageSaysWhatToDo() {
    Page page = open(1200, 900);
    page.reload();
    page.until("performance.getEntriesByType('navigation')[0].type === 'reload'");
    page.until(DECODED);
    Page without = browser.open(1200, 900).go(server.link().replaceAll("#.*", ""));
    without.until(
        "document.getElementById('trouble').textContent.includes('link that vae explore prints')");
    assertThat(without.value("document.getElementById('main').hidden")).isEqualTo(true);
  }

  @Test
  void fitsAPhoneAndTheDark() throws IOException {
    Page page = browser.open(390, 1900).dark().go(server.link());
    page.until(DECODED);
    assertThat(page.value("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
    page.value("document.querySelectorAll('#examples button')[2].click()");
    page.until("document.querySelector('.origin').textContent.includes('row 21, label ')");
    page.picture(PICTURES.resolve("explore-phone-dark.png"));
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void tablesAreBarsInTheUnitsOfTheirFile() throws IOException {
    TableForm form =
        new TableForm(
            List.of(
                new TableForm.Column("mean radius", 14, 3.5, Double.NaN),
                new TableForm.Column("<img src=x onerror=alert(1)>", 20, 4, Double.NaN),
                new TableForm.Column("smoothness", 0.1, 0.01, Double.NaN)),
            null);
    float[][] rows = {{-2, 1, 0}, {1, 0, 2}, {0, -1, 1}};
    Examples examples = new Examples(form, rows, List.of("'\"<b>", "b", "a"), "3 test rows", 3);
    Vae vae = Vae.reference(3, 8, 2, Losses.create("mse"));
    try (VaeModel small = VaeModel.initialise(vae, new EjmlProvider().create(), DType.F32, 1);
        ExploreServer other = ExploreServer.start(small, form, examples, "table", 0, TOKEN)) {
      Page page = browser.open(1200, 1000).go(other.link());
      page.until(DECODED);
      String numbers = "document.querySelector('.numbers').textContent";
      String before = page.text(numbers);
      page.value("document.querySelector('#examples select').value = '0'");
      page.value("document.querySelector('#examples select').dispatchEvent(new Event('change'))");
      page.until(numbers + ".startsWith('7 → ')");
      assertThat(page.text("document.querySelector('.legend').textContent"))
          .isEqualTo("row 1, label '\"<b>decoded");
      page.value("document.querySelector('.slider input').focus()");
      page.press("End");
      page.until(numbers + " !== '" + before + "'");
      assertThat(page.text("document.querySelector('#examples select').value"))
          .as("so that the same row can be chosen again")
          .isEmpty();
      page.picture(PICTURES.resolve("explore-table.png"));
      assertThat(page.complaints()).isEmpty();
    }
  }
}
