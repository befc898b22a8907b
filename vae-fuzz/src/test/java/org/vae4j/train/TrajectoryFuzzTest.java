package org.vae4j.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.data.ImageDataset;
import org.vae4j.fuzz.Hostile;
import org.vae4j.io.SafeTensors;
import org.vae4j.io.SafeTensors.Entry;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.vae.Vae;

/** Whole trajectory files, and metadata in front of sound tensors. */
final class TrajectoryFuzzTest {
  private static final Backend BACKEND = Backends.of(new EjmlProvider()).open();
  private static final ImageDataset DATA = ImageDataset.of(new byte[64 * 4], null, 2, 2);

  private static final Map<String, String> METADATA =
      Map.of("batch", "2", "steps", "3", "loss", "mse", "lr", "0.001");

  static Stream<byte[]> files() throws IOException {
    return Stream.of(Files.readAllBytes(write(METADATA)));
  }

  static Stream<byte[]> metadata() {
    return Stream.of(
        "loss=bce".getBytes(UTF_8),
        "lr=1e-3\nbatch=3\nsteps=2".getBytes(UTF_8),
        "steps=\nlr=NaN".getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    Hostile.read(() -> replay(Hostile.file("trajectory.safetensors", content)));
  }

  @MethodSource("metadata")
  @FuzzTest(maxDuration = "1m")
  void metadata(byte[] lines) {
    Map<String, String> metadata = new TreeMap<>(METADATA);
    for (String line : new String(lines, UTF_8).split("\n", -1)) {
      int at = line.indexOf('=');
      if (at >= 0) {
        metadata.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    Hostile.read(() -> replay(write(metadata)));
  }

  private static Path write(Map<String, String> metadata) throws IOException {
    List<Entry> entries = new ArrayList<>();
    entries.add(zeros("eps", Shape.of(3, 2, 1)));
    entries.add(zeros("reconstruction", Shape.of(3)));
    entries.add(zeros("kl", Shape.of(3)));
    for (Parameter p : Vae.reference(4, 2, 1, new SquaredError()).parameters()) {
      for (String part : List.of("init.", "grad0.", "final.")) {
        entries.add(zeros(part + p.name(), p.shape()));
      }
    }
    Path file = Hostile.file("replayed.safetensors", new byte[0]);
    SafeTensors.write(file, metadata, entries);
    return file;
  }

  private static Entry zeros(String name, Shape shape) {
    return new Entry(name, DType.F64, shape.dimensions(), () -> new double[shape.size()]);
  }

  private static void replay(Path file) throws IOException {
    Trajectory trajectory = Trajectory.read(file);
    if (trajectory.rows() <= DATA.size() && trajectory.vae().features() == DATA.features()) {
      trajectory.replay(BACKEND, DType.F32, 1, DATA);
    }
  }
}
