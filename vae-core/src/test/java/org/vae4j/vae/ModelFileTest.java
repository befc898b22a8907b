package org.vae4j.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.SafeTensors;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.nn.Dense;
import org.vae4j.nn.Initializer;
import org.vae4j.nn.Sequential;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;

/** Models in files. */
final class ModelFileTest {
  @TempDir private Path folder;
  private final CheckedBackend backend = new CheckedBackend(PlainBackend.onHeap());

  @Test
  void aModelComesBackWholeAndEqualModelsGiveEqualBytes() throws IOException {
    Vae vae =
        new Vae(
            6,
            2,
            Sequential.of(
                new Dense("a", 6, 5, Activation.LEAKY_RELU, Initializer.HE),
                Sequential.of(Activation.SILU, new Dense("b", 5, 4, Activation.ELU))),
            new Dense("mu", 4, 2, Activation.IDENTITY, Initializer.GLOROT),
            new Dense("logvar", 4, 2, Activation.IDENTITY, Initializer.ZEROS),
            new Dense("out", 2, 6, Activation.SOFTPLUS),
            new SquaredError());
    for (DType dtype : DType.values()) {
      Path one = folder.resolve("one");
      Path two = folder.resolve("two");
      try (VaeModel model = VaeModel.initialise(vae, backend, dtype, 9)) {
        ModelFile.write(one, model);
        try (VaeModel again = ModelFile.read(one, backend)) {
          assertThat(again.vae()).isEqualTo(vae);
          assertThat(again.weights().dtype()).isEqualTo(dtype);
          ModelFile.write(two, again);
        }
      }
      assertThat(two).hasSameBinaryContentAs(one);
    }
    assertThat(backend.live()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"features\":6",
        "{\"features\":2000000000,\"latent\":2,",
        "{\"features\":6,\"latent\":2000000000,",
        "{\"features\":5,\"latent\":2,",
        "{\"features\":6,\"latent\":1,",
        "{\"features\":6,\"features\":6,\"latent\":2,",
        "{\"features\":6,\"latent\":2,\"loss\":\"l7\",",
        "{\"features\":6.5,\"latent\":2,"
      })
  void aDescriptionThatDoesNotFitIsABadFile(String begin) throws IOException {
    Path good = folder.resolve("good");
    Path bad = folder.resolve("bad");
    try (VaeModel model =
        VaeModel.initialise(Vae.reference(6, 5, 2, new SquaredError()), backend, DType.F32, 9)) {
      ModelFile.write(good, model);
    }
    SafeTensors content = SafeTensors.read(good);
    String json = content.metadata().get(ModelFile.KEY);
    String end = json.substring(json.indexOf("\"loss\""));
    write(bad, begin.endsWith(",") ? begin + end : begin, content);
    assertThatThrownBy(() -> ModelFile.read(bad, backend))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining(bad.toString());
    assertThat(backend.live()).isZero();
  }

  @Test
  void descriptionsThatAreDeepHugeOrFullOfLayersEndSoon() throws IOException {
    Path good = folder.resolve("good");
    Path bad = folder.resolve("bad");
    try (VaeModel model =
        VaeModel.initialise(Vae.reference(6, 5, 2, new SquaredError()), backend, DType.F32, 9)) {
      ModelFile.write(good, model);
    }
    SafeTensors content = SafeTensors.read(good);
    String deep =
        String.join("", Collections.nCopies(5000, "{\"layer\":\"sequential\",\"layers\":["));
    String wide = String.join(",", Collections.nCopies(40000, "{\"layer\":\"relu\"}"));
    String huge =
        "{\"layer\":\"dense\",\"name\":\"x\",\"inputs\":\"100000\",\"outputs\":\"100000\"}";
    for (String layer :
        List.of(deep, "{\"layer\":\"sequential\",\"layers\":[" + wide + "]}", huge)) {
      write(bad, "{\"features\":6,\"latent\":2,\"loss\":\"mse\",\"encoder\":" + layer, content);
      assertThatThrownBy(() -> ModelFile.read(bad, backend))
          .isInstanceOf(MalformedFileException.class);
      String whole =
          "{\"features\":6,\"latent\":2,\"loss\":\"mse\",\"encoder\":%s,\"mu\":%s,\"logvar\":%s,\"decoder\":%s}"
              .formatted(layer, layer, layer, layer);
      write(bad, whole, content);
      assertThatThrownBy(() -> ModelFile.read(bad, backend))
          .isInstanceOf(MalformedFileException.class);
    }
  }

  @Test
  void aFileOfOtherWeightsSaysWhichItHas() throws IOException {
    Path bad = folder.resolve("bad");
    write(bad, null, List.of());
    assertThatThrownBy(() -> ModelFile.read(bad, backend))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("no metadata 'vae4j.model'");
    assertThat(Files.size(bad)).isPositive();
  }

  @Test
  void aWeightThatIsNotFiniteIsRefusedByName() throws IOException {
    Path bad = folder.resolve("bad");
    Vae vae = Vae.reference(6, 5, 2, new SquaredError());
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      try (VaeModel model = VaeModel.initialise(vae, backend, DType.F32, 9)) {
        model.weights().set("fc22.bias", new double[] {0, wrong});
        ModelFile.write(bad, model);
      }
      assertThatThrownBy(() -> ModelFile.read(bad, backend))
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("'fc22.bias' with the value " + wrong);
    }
    assertThat(backend.live()).isZero();
  }

  private static void write(Path file, String json, SafeTensors content) throws IOException {
    List<SafeTensors.Entry> entries = new java.util.ArrayList<>();
    for (String name : content.names()) {
      double[] values = content.doubles(name);
      entries.add(
          new SafeTensors.Entry(name, content.dtype(name), content.shape(name), () -> values));
    }
    write(file, json, entries);
  }

  private static void write(Path file, String json, List<SafeTensors.Entry> entries)
      throws IOException {
    SafeTensors.write(file, json == null ? Map.of() : Map.of(ModelFile.KEY, json), entries);
  }
}
