package org.vae4j.view.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;

/**
 * One event file: {@code Event} messages of tensorflow/core/util/event.proto, framed as TFRecords.
 * It only grows; TensorBoard follows it while it does. A process that goes on with a run writes a
 * file of its own, which TensorBoard reads after the earlier ones.
 */
public final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";
  private static final int SESSION_START = 1;
  private static final int GREY = 1;
  private static final int RGB = 3;
  private static final int ATTEMPTS = 10_000;

  private final FileChannel channel;
  private final DoubleSupplier clock;

  /**
   * A picture.
   *
   * @param channels 1 for grey, 3 for red, green, blue
   * @param png its file
   */
  @SuppressWarnings("ArrayRecordComponent") // is on its way to the file
  public record Picture(int height, int width, int channels, byte[] png) {}

  private EventFile(FileChannel channel, DoubleSupplier clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * Begins a file.
   *
   * @param folder where it goes; must exist
   * @param step the steps that are done: what earlier files say of later steps is taken back
   * @param clock gives the seconds since 1970
   */
  public static EventFile create(Path folder, long step, DoubleSupplier clock) throws IOException {
    EventFile file = new EventFile(open(folder, (long) clock.getAsDouble()), clock);
    file.append(file.event(0).text(3, VERSION));
    file.append(file.event(step + 1).message(7, new Protobuf().number(1, SESSION_START)));
    file.force();
    return file;
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private static FileChannel open(Path folder, long seconds) throws IOException {
    for (int i = 0; ; i++) {
      String name = String.format(Locale.ROOT, "events.out.tfevents.%010d.vae4j.%04d", seconds, i);
      try {
        return FileChannel.open(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Appends numbers by name, such as {@code loss/train}. */
  public void scalars(long step, Map<String, Double> values) throws IOException {
    Protobuf summary = new Protobuf();
    values.forEach(
        (tag, value) ->
            summary.message(1, new Protobuf().text(1, tag).number(2, (float) (double) value)));
    append(event(step).message(5, summary));
  }

  /** Appends a picture. */
  public void picture(long step, String tag, Picture picture) throws IOException {
    Protobuf image =
        new Protobuf()
            .number(1, (long) picture.height())
            .number(2, (long) picture.width())
            .number(3, (long) (picture.channels() == 1 ? GREY : RGB))
            .bytes(4, picture.png());
    Protobuf value = new Protobuf().text(1, tag).message(4, image);
    append(event(step).message(5, new Protobuf().message(1, value)));
  }

  private Protobuf event(long step) {
    return new Protobuf().number(1, clock.getAsDouble()).number(2, step);
  }

  /** Source: tensorflow/core/lib/io/record_writer.cc. */
  private void append(Protobuf event) throws IOException {
    byte[] content = event.bytes();
    ByteBuffer record = ByteBuffer.allocate(content.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(content.length);
    record.putInt(masked(record.array(), 0, 8));
    record.put(content);
    record.putInt(masked(record.array(), 12, content.length));
    record.flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /** A sum of bytes that hold a sum is no good check, so it is rotated and shifted. */
  static int masked(byte[] bytes, int from, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  /** Forces to disk what was appended. */
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
