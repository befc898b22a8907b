package org.vae4j.view.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read by Google's own protobuf library and a reader of the frames. */
final class EventFileTest {
  @TempDir Path folder;
  private double now = 1_700_000_000.25;

  private EventFile create(long step) throws IOException {
    return EventFile.create(folder, step, () -> now);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** CRC-32C bit by bit, from its polynomial, and the mask as TensorFlow documents it. */
  private static int maskedCrc(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  private static List<UnknownFieldSet> events(Path file) throws IOException {
    List<UnknownFieldSet> events = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] length = in.readNBytes(8);
        assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(maskedCrc(length));
        byte[] content =
            in.readNBytes(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt());
        assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(maskedCrc(content));
        events.add(UnknownFieldSet.parseFrom(content));
      }
    }
    return events;
  }

  private static UnknownFieldSet inside(UnknownFieldSet message, int field) throws IOException {
    return UnknownFieldSet.parseFrom(message.getField(field).getLengthDelimitedList().get(0));
  }

  private static long step(UnknownFieldSet event) {
    return event.getField(2).getVarintList().get(0);
  }

  @Test
  void beginsWithTheVersionAndHoldsTimesAndSteps() throws IOException {
    try (EventFile file = create(0)) {
      now += 2;
      file.scalars(1L << 40, Map.of("loss/train", 1.5));
    }
    List<UnknownFieldSet> events = events(files().get(0));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getField(3).getLengthDelimitedList())
        .containsExactly(ByteString.copyFromUtf8("brain.Event:2"));
    assertThat(Double.longBitsToDouble(events.get(0).getField(1).getFixed64List().get(0)))
        .isEqualTo(1_700_000_000.25);
    assertThat(Double.longBitsToDouble(events.get(2).getField(1).getFixed64List().get(0)))
        .isEqualTo(1_700_000_002.25);
    assertThat(step(events.get(2))).isEqualTo(1L << 40);
  }

  @Test
  void holdsScalarsByTag() throws IOException {
    try (EventFile file = create(0)) {
      file.scalars(3, new TreeMap<>(Map.of("kl/test", 20.25, "loss/test", Double.NaN)));
    }
    UnknownFieldSet summary = inside(events(files().get(0)).get(2), 5);
    List<String> read = new ArrayList<>();
    for (ByteString value : summary.getField(1).getLengthDelimitedList()) {
      UnknownFieldSet fields = UnknownFieldSet.parseFrom(value);
      read.add(
          fields.getField(1).getLengthDelimitedList().get(0).toStringUtf8()
              + " "
              + Float.intBitsToFloat(fields.getField(2).getFixed32List().get(0)));
    }
    assertThat(read).containsExactly("kl/test 20.25", "loss/test NaN");
  }

  @Test
  void holdsPictures() throws IOException {
    byte[] png = "any bytes".getBytes(StandardCharsets.UTF_8);
    try (EventFile file = create(0)) {
      file.picture(7, "samples", new EventFile.Picture(28, 280, 3, png));
    }
    UnknownFieldSet value = inside(inside(events(files().get(0)).get(2), 5), 1);
    assertThat(value.getField(1).getLengthDelimitedList().get(0).toStringUtf8())
        .isEqualTo("samples");
    UnknownFieldSet image = inside(value, 4);
    assertThat(image.getField(1).getVarintList()).containsExactly(28L);
    assertThat(image.getField(2).getVarintList()).containsExactly(280L);
    assertThat(image.getField(3).getVarintList()).containsExactly(3L);
    assertThat(image.getField(4).getLengthDelimitedList())
        .containsExactly(ByteString.copyFrom(png));
  }

  @Test
  void eachFileTakesBackWhatEarlierOnesSayOfLaterSteps() throws IOException {
    create(0).close();
    create(100).close();
    now += 60;
    create(200).close();
    List<Path> files = files();
    assertThat(files).hasSize(3);
    assertThat(files.get(0).getFileName().toString())
        .isEqualTo("events.out.tfevents.1700000000.vae4j.0000");
    assertThat(files.get(2).getFileName().toString())
        .isEqualTo("events.out.tfevents.1700000060.vae4j.0000");
    for (int i = 0; i < 3; i++) {
      UnknownFieldSet start = events(files.get(i)).get(1);
      assertThat(step(start)).isEqualTo(100L * i + 1);
      assertThat(inside(start, 7).getField(1).getVarintList()).containsExactly(1L);
    }
  }
}
