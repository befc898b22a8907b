package org.vae4j.tensor.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.CheckedBackend;
import org.vae4j.tensor.DType;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.exact.OddEngine.Order;

/** Products have the same bits on engines that add in any order, and are what they should be. */
final class ExactBackendTest {
  private static final boolean[] FLAGS = {false, true};

  private static List<Product> products(Numbers numbers) {
    List<Product> products = new ArrayList<>();
    for (int k : new int[] {1, 2, 3, 7, 64, 784}) {
      for (boolean transposeA : FLAGS) {
        for (boolean transposeB : FLAGS) {
          products.add(Product.of(numbers, 9, k, 11).transposed(transposeA, transposeB));
        }
      }
    }
    products.add(Product.of(numbers, 1, 1, 1));
    products.add(Product.of(numbers, 2, 10_000, 3));
    products.add(Product.of(numbers, 70, 3, 130).scaled(-0.5, 2));
    products.add(Product.of(numbers, 2, 2, 5000).scaled(0.1, -1));
    return products;
  }

  @ParameterizedTest
  @EnumSource
  void theBitsDoNotDependOnTheOrderInWhichAnEngineAdds(Order order) {
    for (boolean far : FLAGS) {
      try (Backend expected = exact(Order.FORWARDS, false);
          Backend actual = exact(order, far)) {
        for (Numbers numbers : Numbers.values()) {
          for (Product product : products(numbers)) {
            assertThat(bits(product.on(actual)))
                .as("%s, %s", product, far ? "tensors that are no arrays" : "arrays")
                .isEqualTo(bits(product.on(expected)));
          }
        }
      }
    }
  }

  @Test
  void withoutExactNumericsTheBitsDoDepend() {
    Product product = Product.of(Numbers.NORMAL, 9, 784, 11);
    try (Backend forwards = new OddEngine(Order.FORWARDS, false)) {
      for (Order order : Order.values()) {
        try (Backend other = new OddEngine(order, false)) {
          assertThat(Arrays.equals(sums(forwards, product), sums(other, product)))
              .as("%s", order)
              .isEqualTo(order == Order.FORWARDS);
        }
      }
    }
  }

  private static double[] sums(Backend engine, Product product) {
    double[] sums = new double[product.m() * product.n()];
    try (var a = engine.allocate(Shape.of(product.m(), product.k()), DType.F64);
        var b = engine.allocate(Shape.of(product.k(), product.n()), DType.F64);
        var out = engine.allocate(Shape.of(product.m(), product.n()), DType.F64)) {
      for (int i = 0; i < product.m(); i++) {
        engine.write(a, i * product.k(), product.row(i), 0, product.k());
      }
      for (int j = 0; j < product.n(); j++) {
        float[] column = product.column(j);
        for (int l = 0; l < product.k(); l++) {
          engine.write(b, l * product.n() + j, column, l, 1);
        }
      }
      // a factor that makes terms inexact: binary64 holds products of binary32
      engine.gemm(false, false, 0.1, a, b, 0, out);
      engine.read(out, 0, sums, 0, sums.length);
      return sums;
    }
  }

  @Test
  void aNotFiniteRowOrColumnGivesWhatThePlainLoopGivesAndNoOtherElementChanges() {
    for (Product product : products(Numbers.NOT_FINITE)) {
      try (Backend backend = exact(Order.LANES, true)) {
        float[] actual = product.on(backend);
        float[] before = product.before();
        for (int j = 0; j < product.n(); j++) {
          float[] column = product.column(j);
          for (int i = 0; i < product.m(); i++) {
            float[] row = product.row(i);
            double sum = 0;
            double magnitudes = 0;
            for (int l = 0; l < product.k(); l++) {
              sum += (double) row[l] * column[l];
              magnitudes += Math.abs((double) row[l] * column[l]);
            }
            int at = i * product.n() + j;
            double expected =
                product.alpha() * sum + (product.beta() == 0 ? 0 : product.beta() * before[at]);
            if (Double.isFinite(magnitudes)) {
              double error = 0x1p-24 * (magnitudes + Math.abs(expected));
              assertThat((double) actual[at]).isCloseTo(expected, within(error));
            } else {
              assertThat(Float.floatToRawIntBits(actual[at]))
                  .as("%s element %d, %d", product, i, j)
                  .isEqualTo(Float.floatToIntBits((float) expected));
            }
          }
        }
      }
    }
  }

  @Test
  void whatCancelsOrMeetsOnlySmallPartnersIsNotLost() {
    float[] row = {1e30f, 1e-30f, 1e30f, 3e-38f};
    float[] column = {1e-30f, 1e30f, 0, 2e38f};
    assertThat(dot(exact(Order.PAIRWISE, false), row, column)).isEqualTo(8);
  }

  private static float dot(Backend exact, float[] row, float[] column) {
    try (Backend backend = exact;
        var a = backend.allocate(Shape.of(1, row.length), DType.F32);
        var b = backend.allocate(Shape.of(row.length, 1), DType.F32);
        var out = backend.allocate(Shape.SCALAR, DType.F32)) {
      backend.write(a, 0, row, 0, row.length);
      backend.write(b, 0, column, 0, column.length);
      backend.gemm(false, false, 1, a, b, 0, out);
      float[] result = new float[1];
      backend.read(out, 0, result, 0, 1);
      return result[0];
    }
  }

  @Test
  void aSumOfZeroIsPositiveWhateverSignsTheTermsHave() {
    float[] row = new float[64];
    Arrays.fill(row, -0x1.000002p0f); // both slices are negative
    for (Order order : Order.values()) {
      assertThat(Float.floatToRawIntBits(dot(exact(order, false), row, new float[64])))
          .as("%s", order)
          .isZero();
    }
  }

  @Test
  void alphaAndBetaAreAppliedInBinary64AndRoundedOnce() {
    Product plain = Product.of(Numbers.NORMAL, 9, 1, 11);
    for (double[] factors : new double[][] {{0.1, 0}, {-1, 1}, {0.3, -0.7}, {1, 1e-3}, {0, 2}}) {
      Product product = plain.scaled(factors[0], factors[1]);
      try (Backend backend = exact(Order.FUSED, false)) {
        float[] actual = product.on(backend);
        for (int at = 0; at < actual.length; at++) {
          double sum = (double) product.row(at / 11)[0] * product.column(at % 11)[0];
          double expected = factors[0] * sum + factors[1] * product.before()[at];
          assertThat(actual[at]).isEqualTo((float) expected);
        }
      }
    }
  }

  @Test
  void threadsAtOnceGiveTheBitsOfOne() throws Exception {
    List<Product> products = products(Numbers.NORMAL);
    try (Backend backend = exact(Order.BLOCKS, true)) {
      List<int[]> expected = products.stream().map(p -> bits(p.on(backend))).toList();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Callable<List<int[]>>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        tasks.add(() -> products.stream().map(p -> bits(p.on(backend))).toList());
      }
      for (Future<List<int[]>> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).usingRecursiveComparison().isEqualTo(expected);
      }
      threads.shutdown();
    }
  }

  @Test
  void binary64IsRefused() {
    try (Backend backend = new CheckedBackend(exact(Order.FORWARDS, false))) {
      assertThatThrownBy(() -> backend.allocate(Shape.SCALAR, DType.F64))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "allocate: a tensor of F64 was asked for, exact numerics have F32 only; use F32, or"
                  + " fast numerics");
    }
  }

  @Test
  void theChoiceIsASetting() {
    try (Backend engine = new OddEngine(Order.FORWARDS, false);
        Backend exact = Numerics.EXACT.of(engine)) {
      assertThat(Numerics.FAST.of(engine)).isSameAs(engine);
      assertThat(exact).isInstanceOf(ExactBackend.class);
      assertThat(exact.info().name()).isEqualTo("odd");
      assertThat(exact.info().blas()).isEqualTo("FORWARDS, exact");
    }
  }

  private static Backend exact(Order order, boolean far) {
    return new ExactBackend(new OddEngine(order, far));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
