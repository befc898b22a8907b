package org.vae4j.view.explore;

import java.io.IOException;
import java.util.stream.IntStream;
import org.vae4j.view.browser.Chromium;
import org.vae4j.view.browser.Page;

/**
 * Moves about on a page that {@code vae explore} serves, and prints what the page says that its
 * pictures took. {@code checks/explore} runs it.
 */
final class DecodeToScreen {
  private static final int MOVES = 200;

  private DecodeToScreen() {}

  /** Takes the link. */
  public static void main(String[] args) throws IOException {
    try (Chromium browser = Chromium.start()) {
      for (String way : new String[] {"dragging", "sliding", "typing"}) {
        Page page = browser.open(1200, 1250).go(args[0]);
        page.until("document.getElementById('time').textContent.startsWith('decoded')");
        switch (way) {
          case "dragging" -> page.drag(spiral(page.middle("#pad")));
          case "sliding" -> page.drag(line(page.middle(".slider input")));
          default -> type(page);
        }
        page.until(
            "/of (\\d\\d\\d|[5-9]\\d) pictures/.test(document.getElementById('time').textContent)");
        System.out.printf(
            "%-9s %s%n",
            way, page.text("document.getElementById('time').textContent.replace(/.*; of/, '')"));
        if (!page.complaints().isEmpty()) {
          throw new AssertionError(page.complaints());
        }
      }
    }
  }

  /** Points out to 200 pixels from the middle. */
  private static double[][] spiral(double[] middle) {
    return IntStream.rangeClosed(0, MOVES)
        .mapToObj(
            i ->
                new double[] {middle[0] + i * Math.cos(i / 8.0), middle[1] + i * Math.sin(i / 8.0)})
        .toArray(double[][]::new);
  }

  /** Points to and fro. */
  private static double[][] line(double[] middle) {
    return IntStream.rangeClosed(0, MOVES)
        .mapToObj(i -> new double[] {middle[0] + 60 * Math.sin(i / 8.0), middle[1]})
        .toArray(double[][]::new);
  }

  private static void type(Page page) {
    page.value("document.getElementById('pad').focus()");
    for (int i = 0; i < MOVES; i++) {
      page.press(i / 20 % 2 == 0 ? "ArrowRight" : "ArrowLeft");
    }
  }
}
