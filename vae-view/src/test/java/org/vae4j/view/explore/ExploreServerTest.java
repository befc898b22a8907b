package org.vae4j.view.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vae4j.data.ImageForm;
import org.vae4j.data.Scaling;
import org.vae4j.vae.VaeModel;
import org.vae4j.view.Png;
import org.vae4j.view.Trained;

final class ExploreServerTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final ImageForm FORM = new ImageForm(28, 28, 1, Scaling.UNIT);
  private static final int LATENT = 3;

  private static VaeModel model;
  private static ExploreServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    model = Trained.fresh(LATENT);
    server = ExploreServer.start(model, FORM, Trained.examples(), "digits", 0, TOKEN);
    port = URI.create(server.link()).getPort();
  }

  @AfterAll
  static void stop() {
    server.close();
    model.close();
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** An answer as it came. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(int status, String head, byte[] body) {}

  /** Asks by hand: Java's own client sets the headers that this is about. */
  private static Answer ask(String method, String path, String headers, byte[] body)
      throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
      String head = method + " " + path + " HTTP/1.1\r\n" + headers + length;
      out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      try {
        out.write(body);
        out.flush();
      } catch (IOException e) {
        // refused before it was all read; the answer is what counts
      }
      byte[] all = socket.getInputStream().readAllBytes();
      String text = new String(all, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)),
          text.substring(0, end),
          java.util.Arrays.copyOfRange(all, end + 4, all.length));
    }
  }

  private static String good() {
    return "Host: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + TOKEN + "\r\n";
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Test
  void decodesWhatTheModelDecodes() throws IOException {
    Answer answer = ask("POST", "/api/decode", good(), floats(1, -2, 0.5f, 0, 0, 0));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).contains("Content-length: 1568", "Cache-control: no-store");
    float[][] decoded = model.decode(new float[][] {{1, -2, 0.5f}, {0, 0, 0}});
    assertThat(java.util.Arrays.copyOf(answer.body(), 784)).isEqualTo(Png.bytes(FORM, decoded[0]));
    assertThat(java.util.Arrays.copyOfRange(answer.body(), 784, 1568))
        .isEqualTo(Png.bytes(FORM, decoded[1]));
  }

  @Test
  void givesTheMeansOfTheExamples() throws IOException {
    byte[] body = ask("GET", "/api/latents", good(), new byte[0]).body();
    float[][] mu = model.encode(Trained.examples().rows()).mu();
    ByteBuffer got = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : mu) {
      for (float value : row) {
        assertThat(got.getFloat()).isEqualTo(value);
      }
    }
    assertThat(got.hasRemaining()).isFalse();
    assertThat(ask("GET", "/api/examples", good(), new byte[0]).body()).hasSize(48 * 784);
  }

  @Test
  void thePageHoldsNoDataAndAllowsNothingFromElsewhere() throws IOException {
    String host = "Host: 127.0.0.1:" + port + "\r\n";
    for (String path : List.of("/", "/explore.css", "/explore.js")) {
      Answer answer = ask("GET", path, host, new byte[0]);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head())
          .contains("Content-security-policy: default-src 'none'; script-src 'self'")
          .contains("X-content-type-options: nosniff", "Cache-control: no-store")
          .contains("Referrer-policy: no-referrer");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/model, 'Host: 127.0.0.1:PORT', 401, token",
    "GET, /api/model, 'Host: 127.0.0.1:PORT|Authorization: Bearer 0123456789abcdeF', 401, token",
    "GET, /api/model, 'Host: 127.0.0.1:PORT|Authorization: Basic 0123456789abcdef', 401, token",
    "GET, /api/model?token=0123456789abcdef, 'Host: 127.0.0.1:PORT', 401, token",
    "GET, /api/model, 'Host: evil.example:PORT|Authorization: Bearer 0123456789abcdef', 421, asked as",
    "GET, /, 'Host: evil.example', 421, asked as",
    "GET, /api/model, 'Host: localhost:PORT|Authorization: Bearer 0123456789abcdef|Origin: http://evil.example', 403, elsewhere",
    "GET, /api/decode, 'Host: localhost:PORT|Authorization: Bearer 0123456789abcdef', 405, POST",
    "POST, /, 'Host: localhost:PORT', 405, GET",
    "GET, /api/../../etc/passwd, 'Host: localhost:PORT|Authorization: Bearer 0123456789abcdef', 404, nothing",
  })
  void refuses(String method, String path, String headers, int status, String why)
      throws IOException {
    String lines = headers.replace("PORT", String.valueOf(port)).replace("|", "\r\n") + "\r\n";
    Answer answer = ask(method, path, lines, new byte[0]);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(why);
  }

  @Test
  void refusesLatentsThatAreNone() throws IOException {
    for (byte[] body :
        List.of(new byte[1], floats(1, 2), floats(1, 2, 3, 4), floats(1, Float.NaN, 0))) {
      Answer answer = ask("POST", "/api/decode", good(), body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("decode: ");
    }
    assertThat(ask("POST", "/api/decode", good(), new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void refusesMoreThanItTakesAtOnceWithoutReadingItAll() throws IOException {
    Answer most = ask("POST", "/api/decode", good(), new byte[256 * LATENT * 4]);
    assertThat(most.status()).isEqualTo(200);
    assertThat(most.body()).hasSize(256 * 784);
    String endless = good() + "Content-Length: 99999999999\r\n";
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/decode HTTP/1.1\r\n" + endless + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[256 * LATENT * 4 + 1]);
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void aClientThatSendsTooSlowlyIsCutOffAndOthersAreServed() throws IOException {
    try (Socket slow = connect()) {
      slow.setSoTimeout(40_000);
      slow.getOutputStream()
          .write("GET /api/model HTTP/1.1\r\nHost: 127.".getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      assertThat(ask("GET", "/api/model", good(), new byte[0]).status()).isEqualTo(200);
      int got;
      try {
        got = slow.getInputStream().read();
      } catch (java.net.SocketException e) {
        got = -1; // reset
      }
      assertThat(got).as("nothing but the end").isEqualTo(-1);
    }
  }

  @Test
  void slowClientsThatStayKeepNoOtherWaiting() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(ask("GET", "/api/model", good(), new byte[0]).status()).isEqualTo(200);
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("explore"))
              .count();
      assertThat(threads).as("one for each of them").isGreaterThan(20);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void headIsAnsweredWithoutAWordFromTheJdk() throws IOException {
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger("com.sun.net.httpserver");
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            said.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(listener);
    try {
      int length = ask("GET", "/explore.css", good(), new byte[0]).body().length;
      Answer page = ask("HEAD", "/explore.css", good(), new byte[0]);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.head()).contains("Content-length: " + length);
      assertThat(page.body()).isEmpty();
      assertThat(ask("HEAD", "/api/model", "Host: x\r\n", new byte[0]).status()).isEqualTo(421);
      assertThat(ask("HEAD", "/api/decode", good(), new byte[0]).status()).isEqualTo(405);
    } finally {
      logger.removeHandler(listener);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void servesOnAfterMoreSlowClientsThanThreads() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connect();
        slow.add(socket);
        socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
      }
      for (Socket socket : slow) {
        socket.close();
      }
      assertThat(ask("GET", "/api/model", good(), new byte[0]).status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void manyClientsGetWhatOneWouldGet() throws InterruptedException, ExecutionException {
    float[][] z = new float[40][LATENT];
    for (int i = 0; i < z.length; i++) {
      z[i] = new float[] {i / 10f, -i / 20f, 1};
    }
    float[][] expected = model.decode(z);
    ExecutorService clients = Executors.newFixedThreadPool(12);
    try {
      List<Future<byte[]>> answers = new ArrayList<>();
      for (float[] each : z) {
        answers.add(clients.submit(() -> ask("POST", "/api/decode", good(), floats(each)).body()));
      }
      for (int i = 0; i < z.length; i++) {
        assertThat(answers.get(i).get()).isEqualTo(Png.bytes(FORM, expected[i]));
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void listensOnThisMachineOnlyAndSaysWhenThePortIsTaken() {
    assertThat(server.link()).isEqualTo("http://127.0.0.1:" + port + "/#" + TOKEN);
    assertThatThrownBy(() -> ExploreServer.start(model, FORM, null, "again", port, TOKEN))
        .isInstanceOf(BindException.class);
  }
}
