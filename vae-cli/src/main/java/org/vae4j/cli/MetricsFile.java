package org.vae4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;

/** metrics.csv: a row an epoch, losses per image at full precision. */
final class MetricsFile {
  private static final String HEADER =
      "epoch,step,train_loss,train_reconstruction,train_kl,"
          + "test_loss,test_reconstruction,test_kl,images_per_second,seconds\n";

  private final Path file;
  private final StringBuilder content = new StringBuilder(HEADER);

  MetricsFile(Path file) {
    this.file = file;
  }

  /** Adds a row; the file is there with it when this returns. */
  void add(EpochMetrics epoch) throws IOException {
    content
        .append(epoch.epoch())
        .append(',')
        .append(epoch.step())
        .append(',')
        .append(columns(epoch.train()))
        .append(',')
        .append(columns(epoch.test()))
        .append(',')
        .append(epoch.imagesPerSecond())
        .append(',')
        .append(epoch.seconds())
        .append('\n');
    byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static String columns(@Nullable LossParts loss) {
    return loss == null
        ? ",,"
        : Stream.of(loss.total(), loss.reconstruction(), loss.kl())
            .map(value -> Double.toString(value))
            .collect(Collectors.joining(","));
  }
}
