package org.vae4j.view.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A page in the browser, and all that went wrong on it. */
public final class Page {
  private final Chromium browser;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Semaphore arrivals = new Semaphore(0);

  Page(Chromium browser, String session, int width, int height) {
    this.browser = browser;
    this.session = session;
    browser.listen(session, this::hear);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  private Map<String, Object> call(String method, Map<String, ?> parameters) {
    return browser.call(session, method, parameters);
  }

  private void hear(Map<String, Object> event) {
    Map<String, Object> about = Chromium.map(event.get("params"));
    switch ((String) event.get("method")) {
      case "Runtime.exceptionThrown" ->
          complaints.add(String.valueOf(about.get("exceptionDetails")));
      case "Log.entryAdded" -> complaints.add(String.valueOf(about.get("entry")));
      case "Runtime.consoleAPICalled" -> complaints.add(String.valueOf(about.get("args")));
      case "Network.requestWillBeSent" ->
          requests.add((String) Chromium.map(about.get("request")).get("url"));
      case "Page.frameNavigated" -> arrivals.release();
      default -> {}
    }
  }

  /** Stops to watch requests, which costs the page time. */
  public Page unwatched() {
    call("Network.disable", Map.of());
    return this;
  }

  /** Makes the page prefer dark colours. */
  public Page dark() {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    return this;
  }

  /** Goes to an address and waits until it is loaded. */
  public Page go(String address) {
    call("Page.navigate", Map.of("url", address));
    until("document.readyState === 'complete' && location.href !== 'about:blank'");
    return this;
  }

  /** Loads the page anew and waits until the new one has taken the old one's place. */
  public void reload() {
    arrivals.drainPermits();
    call("Page.reload", Map.of());
    try {
      // an expression asked of the old page while it goes away would be refused
      if (!arrivals.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the page was not loaded anew; it says " + complaints);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until an expression is true. */
  public void until(String expression) {
    for (int i = 0; i < 400; i++) {
      if (Boolean.TRUE.equals(value(expression))) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("never true: " + expression + "; the page says " + complaints);
  }

  /** Returns the value of an expression: text, a number, true or false. */
  public Object value(String expression) {
    Map<String, Object> got =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (got.get("exceptionDetails") != null) {
      throw new AssertionError(expression + ": " + got.get("exceptionDetails"));
    }
    return Chromium.map(got.get("result")).get("value");
  }

  /** Returns the value of an expression as text. */
  public String text(String expression) {
    return String.valueOf(value(expression));
  }

  /** Presses a key on what has the focus. */
  public void press(String key) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              key,
              "windowsVirtualKeyCode",
              key.equals("Tab") ? 9 : code(key)));
    }
  }

  private static int code(String key) {
    return switch (key) {
      case "End" -> 35;
      case "Home" -> 36;
      case "ArrowLeft" -> 37;
      case "ArrowUp" -> 38;
      case "ArrowRight" -> 39;
      case "ArrowDown" -> 40;
      case "Enter" -> 13;
      default -> 32;
    };
  }

  /** Presses the mouse at the first of these points, moves it to the others, and lets it go. */
  public void drag(double[]... points) {
    mouse("mousePressed", points[0][0], points[0][1]);
    for (double[] point : points) {
      mouse("mouseMoved", point[0], point[1]);
    }
    double[] last = points[points.length - 1];
    mouse("mouseReleased", last[0], last[1]);
  }

  /** Moves the mouse to a point. */
  public void point(double x, double y) {
    mouse("mouseMoved", x, y);
  }

  private void mouse(String type, double x, double y) {
    boolean moved = type.equals("mouseMoved");
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            "left",
            "buttons",
            1,
            "clickCount",
            moved ? 0 : 1));
  }

  /** Returns where the middle of an element is. */
  public double[] middle(String selector) {
    String box = "document.querySelector('" + selector + "').getBoundingClientRect()";
    value("document.querySelector('" + selector + "').scrollIntoView({block: 'center'})");
    return new double[] {
      ((Number) value(box + ".x + " + box + ".width / 2")).doubleValue(),
      ((Number) value(box + ".y + " + box + ".height / 2")).doubleValue()
    };
  }

  /** Returns errors, warnings, exceptions and messages on the console since the page was opened. */
  public List<String> complaints() {
    return complaints;
  }

  /** Returns the addresses that were asked for. */
  public List<String> requests() {
    return requests;
  }

  /** Writes a picture of the whole page. */
  public void picture(Path file) throws IOException {
    Map<String, Object> got =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode((String) got.get("data")));
  }
}
