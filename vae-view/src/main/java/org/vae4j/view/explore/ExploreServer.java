package org.vae4j.view.explore;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.vae4j.data.DataForm;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Examples;
import org.vae4j.view.Pages;

/**
 * Serves the page on 127.0.0.1, to who knows the token. The JDK's own server does this: a dozen
 * requests, no framework to start.
 */
public final class ExploreServer implements AutoCloseable {
  private static final int COMPUTING = 8;

  /** Each has a thread, so that requests which come slowly keep no other waiting. */
  private static final int CONNECTIONS = 128;

  private static final String HEAD = "HEAD";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Seconds and sizes that the JDK's server reads once, when it is first used. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "2",
          "sun.net.httpserver.maxRspTime", "30",
          "sun.net.httpserver.idleInterval", "30",
          "sun.net.httpserver.maxIdleConnections", "32",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS),
          "sun.net.httpserver.nodelay", "true");

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Semaphore computing = new Semaphore(COMPUTING);
  private final ExploreModel model;
  private final byte[] token;
  private final Set<String> hosts;
  private final Map<String, Resource> pages;

  /** Something that does not change. */
  private record Resource(String type, String text) {}

  private ExploreServer(HttpServer server, ExploreModel model, String token) {
    this.server = server;
    this.model = model;
    this.token = token.getBytes(StandardCharsets.UTF_8);
    int port = server.getAddress().getPort();
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    this.pages =
        Map.of(
            "/",
            new Resource("text/html; charset=utf-8", Pages.resource("explore.html")),
            "/explore.css",
            new Resource(
                "text/css; charset=utf-8",
                Pages.resource("theme.css") + Pages.resource("explore.css")),
            "/explore.js",
            new Resource(
                "text/javascript; charset=utf-8",
                Pages.resource("charts.js") + Pages.resource("explore.js")));
    this.threads =
        new ThreadPoolExecutor(
            CONNECTIONS,
            CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CONNECTIONS),
            work -> {
              Thread thread = new Thread(work, "explore");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts to serve.
   *
   * @param model stays open, and is asked from several threads
   * @param form what its data are
   * @param examples rows to start from, or null
   * @param title what the page is called
   * @param port 0 is any that is free
   * @param token what requests for data must know
   * @throws java.net.BindException if the port is taken
   */
  public static ExploreServer start(
      VaeModel model,
      DataForm form,
      @Nullable Examples examples,
      String title,
      int port,
      String token)
      throws IOException {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    ExploreModel explored = new ExploreModel(model, form, examples, title);
    InetAddress here = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(here, port), CONNECTIONS);
    ExploreServer server = new ExploreServer(http, explored, token);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /**
   * Returns the link to the page. The token is in its fragment, which browsers keep to themselves:
   * it is in no request, log or referrer.
   */
  public String link() {
    return "http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/#"
        + new String(token, StandardCharsets.UTF_8);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers request = exchange.getRequestHeaders();
    String path = exchange.getRequestURI().getPath();
    String host = request.getFirst("Host");
    String origin = request.getFirst("Origin");
    if (host == null || !hosts.contains(host)) {
      refuse(exchange, 421, "this server is asked as " + hosts + " only");
    } else if (origin != null && !origin.equals("http://" + host)) {
      refuse(exchange, 403, "pages from elsewhere may not ask");
    } else if (pages.containsKey(path)) {
      Resource page = pages.get(path);
      if (allows(exchange, "GET")) {
        send(exchange, 200, page.type(), page.text().getBytes(StandardCharsets.UTF_8));
      }
    } else if (!knowsToken(request)) {
      refuse(exchange, 401, "the token is missing or wrong; open the link that vae explore prints");
    } else {
      data(exchange, path);
    }
  }

  private void data(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/api/model" -> {
        if (allows(exchange, "GET")) {
          byte[] json = model.json().getBytes(StandardCharsets.UTF_8);
          send(exchange, 200, "application/json", json);
        }
      }
      case "/api/latents" -> {
        if (allows(exchange, "GET")) {
          binary(exchange, model.latents());
        }
      }
      case "/api/examples" -> {
        if (allows(exchange, "GET")) {
          binary(exchange, model.shown());
        }
      }
      case "/api/decode" -> {
        if (allows(exchange, "POST")) {
          decode(exchange);
        }
      }
      default -> refuse(exchange, 404, "there is nothing at " + path);
    }
  }

  private void decode(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(model.mostBytes() + 1);
    if (body.length > model.mostBytes()) {
      refuse(exchange, 413, "at most " + model.mostBytes() + " bytes at once");
      return;
    }
    byte[] decoded;
    computing.acquireUninterruptibly(); // each takes memory of its own
    try {
      decoded = model.decode(body);
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
      return;
    } finally {
      computing.release();
    }
    binary(exchange, decoded);
  }

  private boolean knowsToken(Headers request) {
    String given = request.getFirst("Authorization");
    return given != null
        && given.startsWith("Bearer ")
        && MessageDigest.isEqual(
            given.substring("Bearer ".length()).getBytes(StandardCharsets.UTF_8), token);
  }

  private static boolean allows(HttpExchange exchange, String method) throws IOException {
    String asked = exchange.getRequestMethod();
    if (asked.equals(method) || (asked.equals(HEAD) && method.equals("GET"))) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", method.equals("GET") ? "GET, HEAD" : method);
    refuse(exchange, 405, "expected " + method);
    return false;
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, status, "text/plain; charset=utf-8", why.getBytes(StandardCharsets.UTF_8));
  }

  private static void binary(HttpExchange exchange, byte[] bytes) throws IOException {
    send(exchange, 200, "application/octet-stream", bytes);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    if (exchange.getRequestMethod().equals(HEAD)) {
      headers.set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1); // with a length the JDK complains on the terminal
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush(); // else some Javas wait for the rest of the request first
    }
  }

  /** Ends what is under way and stops. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
