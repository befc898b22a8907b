package org.vae4j.view.explore;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.vae4j.view.browser.Chromium;
import org.vae4j.view.browser.Page;

/**
 * Moves about on a page that {@code vae explore} serves, and prints what the page says that its
 * pictures took. {@code checks/explore} runs it.
 */
final class DecodeToScreen {
  private static final int MOVES = 600; // the page keeps the last 200 times, when all is warm
  private static final long FRAME = 17_000_000; // ns
  private static final String TIME = "document.getElementById('time').textContent";

  private DecodeToScreen() {}

  /** Takes the link. */
  public static void main(String[] args) throws IOException {
    for (String way : new String[] {"dragging", "sliding", "typing"}) {
      try (Chromium browser = Chromium.start()) {
        Page page = browser.open(1200, 1250).unwatched().go(args[0]);
        page.until(TIME + ".startsWith('decoded')");
        switch (way) {
          case "dragging" -> page.drag(curve(page.middle("#pad"), 150));
          case "sliding" -> page.drag(curve(page.middle(".slider input"), 0));
          default -> type(page);
        }
        page.until("/of [12]\\d\\d pictures/.test(" + TIME + ")");
        System.out.printf("%-9s %s%n", way, page.text(TIME + ".replace(/.*; of /, '')"));
      }
    }
  }

  /** Points to and fro, and up and down. */
  private static double[][] curve(double[] middle, double height) {
    return IntStream.rangeClosed(0, MOVES)
        .mapToObj(i -> i / 8.0)
        .map(
            t ->
                new double[] {middle[0] + 60 * Math.sin(t), middle[1] + height * Math.sin(0.7 * t)})
        .toArray(double[][]::new);
  }

  private static void type(Page page) {
    page.value("document.getElementById('pad').focus()");
    for (int i = 0; i < MOVES; i++) {
      page.press(i / 20 % 2 == 0 ? "ArrowRight" : "ArrowLeft");
      LockSupport.parkNanos(FRAME);
    }
  }
}
