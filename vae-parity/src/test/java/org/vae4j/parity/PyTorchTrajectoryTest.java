package org.vae4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vae4j.data.ImageDataset;
import org.vae4j.data.Scaling;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Backends;
import org.vae4j.tensor.DType;
import org.vae4j.train.Deviations;
import org.vae4j.train.Trajectory;

/** Every engine follows the training that PyTorch recorded in float64. */
final class PyTorchTrajectoryTest {

  static List<Arguments> cases() {
    return Engines.names()
        .flatMap(
            engine ->
                List.of("mse-784-48-6", "bce-784-32-4").stream()
                    .map(file -> Arguments.of(engine, file)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesGradientsAndWeightsFollowPyTorch(String engine, String name)
      throws IOException, URISyntaxException {
    Path file =
        Path.of(
            PyTorchTrajectoryTest.class.getResource("/golden/" + name + ".safetensors").toURI());
    Trajectory trajectory = Trajectory.read(file);
    ImageDataset data = Runs.mnist().train().withScaling(Scaling.forLoss(trajectory.vae().loss()));
    try (Backend backend = Backends.find().open(engine)) {
      Deviations deviations = trajectory.replay(backend, DType.F64, 2, data);
      Figures.publish(engine + " against PyTorch, " + name, deviations.largest());
      assertThat(deviations.losses()).as("losses").isLessThan(1e-10);
      assertThat(deviations.gradients()).as("first gradients").isLessThan(1e-10);
      assertThat(deviations.weights()).as("final weights").isLessThan(1e-10);
    }
  }
}
