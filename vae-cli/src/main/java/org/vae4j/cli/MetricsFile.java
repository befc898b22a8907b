package org.vae4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vae4j.io.AtomicFile;
import org.vae4j.io.RegularFile;
import org.vae4j.train.EpochMetrics;
import org.vae4j.train.LossParts;

/**
 * metrics.csv: a row an epoch, losses per image at full precision. A row is appended and forced to
 * disk; where the file is not as it was left, it is written anew.
 */
final class MetricsFile {
  private static final String HEADER =
      "epoch,step,train_loss,train_reconstruction,train_kl,"
          + "test_loss,test_reconstruction,test_kl,images_per_second,seconds\n";

  private static final int COLUMNS = HEADER.split(",", -1).length;

  /** More than a run of as many epochs as there may be leaves; a larger file is not ours. */
  static final int MOST_BYTES = 64 << 20;

  private final Path file;
  private final StringBuilder content = new StringBuilder(HEADER);
  private int written = -1;

  MetricsFile(Path file) {
    this.file = file;
  }

  /**
   * Begins with the epochs of a checkpoint. It knows no times, so they are taken from the file.
   *
   * @return the epochs with their times
   */
  List<EpochMetrics> resume(List<EpochMetrics> history) throws IOException {
    List<String> lines = linesSoFar(1L + history.size());
    List<EpochMetrics> timed = new ArrayList<>();
    for (EpochMetrics epoch : history) {
      String[] cells =
          lines.size() > epoch.epoch() ? lines.get(epoch.epoch()).split(",", -1) : new String[0];
      timed.add(
          new EpochMetrics(
              epoch.epoch(),
              epoch.step(),
              epoch.train(),
              epoch.test(),
              time(cells, COLUMNS - 2),
              time(cells, COLUMNS - 1)));
    }
    timed.forEach(this::append);
    write();
    return timed;
  }

  /** In any encoding: what is taken from it are numbers. */
  private List<String> linesSoFar(long most) throws IOException {
    return Files.exists(file)
        ? new String(RegularFile.read(file, MOST_BYTES, "metrics"), StandardCharsets.ISO_8859_1)
            .lines()
            .limit(most)
            .toList()
        : List.of();
  }

  /** A file that is not ours costs the times, no more. */
  private static double time(String[] cells, int column) {
    try {
      return cells.length == COLUMNS ? Double.parseDouble(cells[column]) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Adds a row; the file is there with it when this returns. */
  void add(EpochMetrics epoch) throws IOException {
    int before = content.length();
    append(epoch);
    if (before == written && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        if (channel.size() == before) {
          appendTo(channel, ascii(content.substring(before)), before);
          written = content.length();
          return;
        }
      }
    }
    write();
  }

  /** Leaves no part of a row if the disk is full. */
  private static void appendTo(FileChannel channel, byte[] row, long at) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(row);
      while (bytes.hasRemaining()) {
        channel.write(bytes, at + bytes.position());
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(at);
      throw e;
    }
  }

  private void write() throws IOException {
    byte[] bytes = ascii(content.toString());
    AtomicFile.write(file, out -> out.write(bytes));
    written = content.length();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void append(EpochMetrics epoch) {
    content
        .append(epoch.epoch())
        .append(',')
        .append(epoch.step())
        .append(',')
        .append(columns(epoch.train()))
        .append(',')
        .append(columns(epoch.test()))
        .append(',')
        .append(column(epoch.imagesPerSecond()))
        .append(',')
        .append(column(epoch.seconds()))
        .append('\n');
  }

  private static String column(double time) {
    return Double.isNaN(time) ? "" : Double.toString(time);
  }

  private static String columns(@Nullable LossParts loss) {
    return loss == null
        ? ",,"
        : Stream.of(loss.total(), loss.reconstruction(), loss.kl())
            .map(value -> Double.toString(value))
            .collect(Collectors.joining(","));
  }
}
