package org.vae4j.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerCommandTest {
  private final Recorded framework = new Recorded();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Trains nothing; its loss is the number of the epoch. */
  private static final class Recorded implements Framework {
    final List<PeerSettings> opened = new ArrayList<>();
    int epochs;
    boolean closed;

    @Override
    public String name() {
      return "recorded";
    }

    @Override
    public Peer open(float[][] images, PeerSettings settings) {
      assertThat(images).hasDimensions(60_000, 784);
      opened.add(settings);
      return new Peer() {
        @Override
        public double epoch() {
          return ++epochs;
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  private int run(String... args) {
    return PeerCommand.run(framework, new PrintStream(out, true, StandardCharsets.UTF_8), args);
  }

  @Test
  void theLastLineHasTheSettingsTheRateAndTheLossOfTheLastEpoch() {
    assertThat(run("--batch", "32", "--threads", "2", "--epochs", "3", "--seed", "7")).isZero();
    assertThat(framework.opened).containsExactly(new PeerSettings(32, 2, 400, 20, 7));
    assertThat(framework.closed).isTrue();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("epoch 1 train 1.000 ");
    assertThat(lines.get(3))
        .matches(
            "\\{\"name\": \"recorded\", \"threads\": 2, \"batch\": 32,"
                + " \"epochs\": 3, \"seed\": 7, \"images_per_second\": \\d+,"
                + " \"train\": \\{\"loss\": 3\\.000}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch", "--threads", "--epochs", "--hidden", "--latent"})
  void sizesBelowOneAreRefusedBeforeAnythingIsOpened(String option) {
    assertThat(run(option, "0")).isNotZero();
    assertThat(framework.opened).isEmpty();
    assertThat(out.size()).isZero();
  }
}
