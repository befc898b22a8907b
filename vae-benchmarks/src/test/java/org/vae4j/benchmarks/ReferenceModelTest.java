package org.vae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ReferenceModelTest {

  @Test
  void multipliesOnceALayerForwards() {
    assertThat(ReferenceModel.forwardProducts(400, 256))
        .hasSize(5)
        .startsWith(new Product(false, true, 256, 784, 400)) // y = x wᵀ
        .allMatch(product -> product.m() == 256);
  }

  @Test
  void trainsWithThreeProductsALayerAndTwoInTheFirst() {
    assertThat(ReferenceModel.trainingProducts(400, 128))
        .hasSize(14)
        .containsAll(ReferenceModel.forwardProducts(400, 128))
        .contains(
            new Product(true, false, 400, 128, 784), // gradient of the first weights
            new Product(false, false, 128, 20, 400)) // gradient of a head's input
        .doesNotContain(new Product(false, false, 128, 400, 784));
  }

  @Test
  void countsTwoOperationsForEachMultiplyAdd() {
    long weights = 2 * 784 * 400 + 3 * 400 * 20;
    long multiplyAdds = 128 * (3 * weights - 784 * 400);
    assertThat(ReferenceModel.trainingGigaflop(400, 128))
        .isCloseTo(2e-9 * multiplyAdds, within(1e-12));
  }
}
