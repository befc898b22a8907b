package org.vae4j.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.exact.OddEngine.Order;

/** Scratch tensors are made once, do not pile up, and are given back. */
final class ScratchPoolTest {

  @Test
  void equalProductsAllocateOnceAndCloseGivesAllBack() {
    CheckedBackend engine = new CheckedBackend(new OddEngine(Order.FORWARDS, false));
    try (Backend exact = new ExactBackend(engine)) {
      Product product = Product.of(Numbers.NORMAL, 5, 6, 7);
      Product transposed = product.transposed(true, true);
      product.on(exact);
      transposed.on(exact);
      long allocated = engine.allocated();
      for (int i = 0; i < 10; i++) {
        product.on(exact);
        transposed.on(exact);
      }
      assertThat(engine.allocated()).isEqualTo(allocated);
      assertThat(engine.live()).isEqualTo(allocated);
    }
    assertThat(engine.live()).isZero();
  }

  @Test
  void arraysAreUsedAgainButNeverTwiceAtOnce() {
    CheckedBackend engine = new CheckedBackend(new OddEngine(Order.FORWARDS, false));
    try (ScratchPool pool = new ScratchPool(engine)) {
      double[] one;
      try (ScratchPool.Lease lease = pool.lease()) {
        one = lease.rows(Shape.of(3, 5));
      }
      Shape larger = Shape.of(200, 100);
      try (ScratchPool.Lease lease = pool.lease()) {
        assertThat(lease.rows(larger))
            .isSameAs(one)
            .hasSizeGreaterThanOrEqualTo(100 * ScratchPool.rowsAtOnce(larger));
        assertThat(lease.rows(larger)).isNotSameAs(one);
      }
      try (ScratchPool.Lease lease = pool.lease()) {
        assertThat(lease.rows(Shape.of(2, 9000))).hasSize(9000);
      }
    }
  }

  @Test
  void productsOfEverNewSizesKeepNoMoreThanAFewTimesTheLargest() {
    CheckedBackend engine = new CheckedBackend(new OddEngine(Order.FORWARDS, false));
    try (ScratchPool pool = new ScratchPool(engine)) {
      for (int n = 1; n <= 2000; n++) {
        try (ScratchPool.Lease lease = pool.lease()) {
          lease.take(Shape.of(n % 2 == 0 ? n : 1000, 3));
        }
        assertThat(engine.live()).isLessThanOrEqualTo(n <= 1000 ? n : 16);
      }
    }
    assertThat(engine.live()).isZero();
  }

  @Test
  void twoLeasesShareNoTensorAndWhatIsGivenBackLateIsClosed() {
    CheckedBackend engine = new CheckedBackend(new OddEngine(Order.FORWARDS, false));
    ScratchPool pool = new ScratchPool(engine);
    ScratchPool.Lease late = pool.lease();
    Tensor first = late.take(Shape.of(2, 3));
    try (ScratchPool.Lease other = pool.lease()) {
      assertThat(other.take(Shape.of(2, 3))).isNotSameAs(first);
    }
    pool.close();
    assertThat(first.isClosed()).isFalse();
    late.close();
    assertThat(first.isClosed()).isTrue();
    assertThat(engine.live()).isZero();
  }
}
