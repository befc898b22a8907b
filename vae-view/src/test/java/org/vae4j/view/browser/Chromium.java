package org.vae4j.view.browser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A headless Chromium, spoken to in its DevTools protocol. Not through Selenium: the protocol shows
 * what these tests ask about (console, exceptions, requests, dark mode, sizes, keys), and the JDK
 * has the web socket that it needs.
 */
public final class Chromium implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ADDRESS = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> answers =
      new ConcurrentHashMap<>();
  private final Map<String, Consumer<Map<String, Object>>> sessions = new ConcurrentHashMap<>();

  private Chromium(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listener())
            .join();
  }

  /** Starts the browser; fails, and says why, where there is none. */
  public static Chromium start() throws IOException {
    String program = System.getenv().getOrDefault("CHROMIUM", "chromium");
    Path profile = Files.createTempDirectory("chromium");
    List<String> command =
        List.of(
            program,
            "--headless=new",
            "--no-sandbox", // root, as CI is, can't have one; only our own pages are opened
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    Process process;
    try {
      process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new AssertionError(
          "these tests need Chromium, and '"
              + program
              + "' can't be started; install it (Debian: apt-get install chromium) or name it in"
              + " the environment variable CHROMIUM",
          e);
    }
    StringBuilder said = new StringBuilder();
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      if (line.startsWith(ADDRESS)) {
        Thread drain = new Thread(() -> err.lines().forEach(ignored -> {}), "chromium-stderr");
        drain.setDaemon(true);
        drain.start();
        return new Chromium(process, profile, line.substring(ADDRESS.length()));
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("'" + program + "' ended before it could be used:\n" + said);
  }

  /** Opens an empty page of a size. */
  public Page open(int width, int height) {
    String target =
        (String) call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    String session =
        (String)
            call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
    return new Page(this, session, width, height);
  }

  void listen(String session, Consumer<Map<String, Object>> events) {
    sessions.put(session, events);
  }

  /** Calls a method of the protocol and waits for its result. */
  Map<String, Object> call(String session, String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    synchronized (socket) {
      socket.sendText(text(message), true).join();
    }
    Map<String, Object> got = answer.orTimeout(60, TimeUnit.SECONDS).join();
    if (got.get("error") != null) {
      throw new AssertionError(method + ": " + got.get("error"));
    }
    return map(got.get("result"));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  static String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString((String) value);
    }
  }

  private static Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, read(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_NULL -> null;
      default -> json.getNumberValue();
    };
  }

  private void take(String message) throws IOException {
    try (JsonParser json = JSON.createParser(message)) {
      json.nextToken();
      Map<String, Object> got = map(read(json));
      if (got.get("id") instanceof Integer id) {
        answers.remove(id).complete(got);
      } else if (got.get("sessionId") instanceof String session && sessions.containsKey(session)) {
        sessions.get(session).accept(got);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        try {
          take(message.toString());
        } catch (IOException e) {
          answers.values().forEach(answer -> answer.completeExceptionally(e));
        }
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
