package org.vae4j.vae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.vae4j.loss.SquaredError;
import org.vae4j.nn.Activation;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.kernel.PlainBackend;

final class DenseVaeTest {
  static final List<List<Integer>> HIDDEN = List.of(List.of(), List.of(5), List.of(7, 5, 4));

  @TempDir Path temp;

  private static Vae vae(List<Integer> hidden) {
    return Vae.dense(6, hidden, 2, Activation.TANH, new SquaredError());
  }

  private static List<String> weights(Vae vae) {
    return vae.parameters().stream()
        .filter(p -> p.name().endsWith(".weight"))
        .map(p -> p.name().replace(".weight", " ") + p.shape())
        .toList();
  }

  @Test
  void oneHiddenLayerIsTheReferenceModel() {
    assertThat(vae(List.of(5))).isEqualTo(Vae.reference(6, 5, 2, new SquaredError()));
  }

  @Test
  void moreLayersAreMirroredUnderTheNamesOfPyTorchModules() {
    assertThat(weights(vae(List.of(7, 5))))
        .containsExactly(
            "encoder.0 7×6",
            "encoder.2 5×7",
            "mu 2×5",
            "logvar 2×5",
            "decoder.0 5×2",
            "decoder.2 7×5",
            "decoder.4 6×7");
  }

  @Test
  void noHiddenLayerIsALinearModel() {
    assertThat(weights(vae(List.of()))).containsExactly("mu 2×6", "logvar 2×6", "decoder.0 6×2");
  }

  @ParameterizedTest
  @FieldSource("HIDDEN")
  void modelsComeBackFromTheirFiles(List<Integer> hidden) throws IOException {
    Path file = temp.resolve("model.safetensors");
    float[][] x = {{1, 2, 3, 4, 5, 6}, {0, -1, 0.5f, 2, 0, 1}};
    try (VaeModel model = VaeModel.initialise(vae(hidden), PlainBackend.onHeap(), DType.F32, 3)) {
      ModelFile.write(file, model);
      try (VaeModel back = ModelFile.read(file, PlainBackend.onHeap())) {
        assertThat(back.vae()).isEqualTo(model.vae());
        assertThat(back.reconstruct(x)).isDeepEqualTo(model.reconstruct(x));
        assertThat(back.encode(x).mu()).isDeepEqualTo(model.encode(x).mu());
      }
    }
  }
}
