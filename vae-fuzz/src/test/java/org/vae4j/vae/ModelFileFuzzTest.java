package org.vae4j.vae;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.backend.ejml.EjmlProvider;
import org.vae4j.fuzz.Hostile;
import org.vae4j.io.SafeTensors;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Parameter;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;

/** Whole model files, and descriptions in front of the weights that they ask for. */
final class ModelFileFuzzTest {
  private static final Backend BACKEND = Backends.of(new EjmlProvider()).open();
  private static final Vae SMALL = Vae.reference(3, 2, 1, new SquaredError());

  /** Weights of more values than this are not written for a description. */
  private static final long MOST_VALUES = 1 << 12;

  static Stream<byte[]> descriptions() {
    return Stream.of(ModelFile.describe(SMALL).getBytes(UTF_8));
  }

  static Stream<byte[]> files() throws IOException {
    Path file = Hostile.file("seed.safetensors", new byte[0]);
    try (VaeModel model = VaeModel.initialise(SMALL, BACKEND, DType.F32, 1)) {
      ModelFile.write(file, model);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Files.copy(file, bytes);
    return Stream.of(bytes.toByteArray());
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "1m")
  void files(byte[] content) {
    Hostile.read(() -> use(Hostile.file("model.safetensors", content)));
  }

  @MethodSource("descriptions")
  @FuzzTest(maxDuration = "1m")
  void descriptions(byte[] json) {
    Map<String, String> metadata = Map.of(ModelFile.KEY, new String(json, UTF_8));
    Hostile.read(
        () -> {
          Path file = Hostile.file("described.safetensors", new byte[0]);
          SafeTensors.write(file, metadata, List.of());
          Vae vae = ModelFile.described(file, SafeTensors.read(file));
          if (!VaeJson.read(ModelFile.describe(vae)).equals(vae)) {
            throw new AssertionError("written and read again, it is something else");
          }
          long values = 0;
          List<SafeTensors.Entry> entries = new ArrayList<>();
          for (Parameter p : vae.parameters()) {
            int size = p.shape().size();
            values += size;
            entries.add(
                new SafeTensors.Entry(
                    p.name(), DType.F32, p.shape().dimensions(), () -> new double[size]));
          }
          if (values <= MOST_VALUES && unique(vae)) {
            SafeTensors.write(file, metadata, entries);
            use(file);
          }
        });
  }

  private static boolean unique(Vae vae) {
    return vae.parameters().stream().map(Parameter::name).distinct().count()
        == vae.parameters().size();
  }

  private static void use(Path file) throws IOException {
    try (VaeModel model = ModelFile.read(file, BACKEND)) {
      model.reconstruct(new float[2][model.vae().features()]);
      model.sample(1, 1);
    }
  }
}
