package org.vae4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomStreamTest {
  private static final int MANY = 200_000;

  private final RandomStream stream = RandomStream.of(1, "noise");

  /** Computed by an independent implementation in Python, with SciPy's ndtri for the normals. */
  @ParameterizedTest
  @CsvSource({
    "1, noise, 0, 0x1.97a31a950b406p-1, 0.8280053272059426",
    "1, noise, 1, 0x1.61d2d67dcc568p-2, -0.3974146823194424",
    "-3, weights/fc1, 12345678901, 0x1.c989a99f4d11cp-3, -0.760736944341059",
    "1099511627776, é, 9223372036854775807, 0x1.ef836aa0e2550p-3, -0.7000441197677728"
  })
  void givesTheGoldenValues(long seed, String name, long position, String uniform, double normal) {
    RandomStream golden = RandomStream.of(seed, name);
    assertThat(golden.uniform(position)).isEqualTo(Double.parseDouble(uniform));
    assertThat(golden.normal(position)).isCloseTo(normal, offset(2e-15));
  }

  @Test
  void givesTheGoldenPermutations() {
    RandomStream golden = RandomStream.of(7, "order");
    assertThat(golden.permutation(0, 10)).containsExactly(2, 0, 9, 4, 3, 1, 6, 7, 5, 8);
    assertThat(golden.permutation(3, 10)).containsExactly(9, 3, 0, 1, 8, 6, 4, 7, 5, 2);
    assertThat(golden.permutation((1L << 32) - 1, 6)).containsExactly(1, 3, 5, 2, 4, 0);
  }

  @Test
  void chunksGiveTheSameValuesAsSinglePositions() {
    for (long start : new long[] {0, 1, 7, (1L << 33) - 3}) {
      for (int count : new int[] {0, 1, 2, 5, 16}) {
        double[] uniforms = new double[20];
        double[] normals = new double[20];
        stream.uniforms(start, uniforms, 3, count);
        stream.normals(start, normals, 3, count);
        for (int i = 0; i < count; i++) {
          assertThat(uniforms[3 + i]).isEqualTo(stream.uniform(start + i));
          assertThat(normals[3 + i]).isEqualTo(stream.normal(start + i));
        }
        assertThat(Arrays.stream(uniforms, 3 + count, 20)).containsOnly(0.0);
        assertThat(Arrays.stream(normals, 0, 3)).containsOnly(0.0);
      }
    }
  }

  @Test
  void uniformsFollowTheUniformDistribution() {
    double[] u = new double[MANY];
    stream.uniforms(0, u, 0, MANY);
    Arrays.sort(u);
    assertThat(u[0]).isNotNegative();
    assertThat(u[MANY - 1]).isLessThan(1);
    assertThat(kolmogorovSmirnov(u)).isLessThan(1.63); // the 1 % point
  }

  @Test
  void normalsFollowTheNormalDistribution() {
    double[] z = new double[MANY];
    stream.normals(0, z, 0, MANY);
    double[] moments = new double[5];
    for (double v : z) {
      for (int k = 1; k < 5; k++) {
        moments[k] += Math.pow(v, k) / MANY;
      }
    }
    assertThat(moments[1]).isCloseTo(0, offset(4 / Math.sqrt(MANY)));
    assertThat(moments[2]).isCloseTo(1, offset(4 * Math.sqrt(2.0 / MANY)));
    assertThat(moments[3]).isCloseTo(0, offset(4 * Math.sqrt(15.0 / MANY)));
    assertThat(moments[4]).isCloseTo(3, offset(4 * Math.sqrt(96.0 / MANY)));
  }

  @Test
  void neighboursAreUncorrelated() {
    double[] z = new double[MANY];
    stream.normals(0, z, 0, MANY);
    for (int lag : new int[] {1, 2, 784}) {
      double sum = 0;
      for (int i = lag; i < MANY; i++) {
        sum += z[i] * z[i - lag];
      }
      assertThat(sum / MANY).isCloseTo(0, offset(4 / Math.sqrt(MANY)));
    }
  }

  @Test
  void seedsAndNamesGiveStreamsOfTheirOwn() {
    Set<Double> seen = new HashSet<>();
    for (long seed : new long[] {0, 1, -1, 1L << 32, Long.MIN_VALUE}) {
      for (String name : new String[] {"", "a", "b", "ab", "ba", "noise", "Noise"}) {
        for (long position : new long[] {0, 1, 2, 1L << 32, Long.MAX_VALUE}) {
          seen.add(RandomStream.of(seed, name).uniform(position));
        }
      }
    }
    assertThat(seen).hasSize(5 * 7 * 5);
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 3, 128, 60_000}) {
      int[] order = stream.permutation(5, n);
      Arrays.sort(order);
      assertThat(order).isEqualTo(IntStream.range(0, n).toArray());
    }
  }

  @Test
  void permutationsDifferByNumberSeedAndName() {
    Set<String> seen = new HashSet<>();
    for (long number = 0; number < 100; number++) {
      seen.add(Arrays.toString(stream.permutation(number, 20)));
    }
    seen.add(Arrays.toString(RandomStream.of(2, "noise").permutation(0, 20)));
    seen.add(Arrays.toString(RandomStream.of(1, "order").permutation(0, 20)));
    assertThat(seen).hasSize(102);
    assertThat(stream.permutation(0, 20)).isEqualTo(stream.permutation(0, 20));
  }

  @Test
  void permutationsAreEquallyLikely() {
    int[] seen = new int[64];
    int draws = 24_000;
    for (int number = 0; number < draws; number++) {
      int[] p = stream.permutation(number, 4);
      seen[p[0] * 16 + p[1] * 4 + p[2]]++;
    }
    double chiSquare = 0;
    int different = 0;
    for (int count : seen) {
      if (count > 0) {
        different++;
        chiSquare += Math.pow(count - draws / 24.0, 2) / (draws / 24.0);
      }
    }
    assertThat(different).isEqualTo(24);
    assertThat(chiSquare).isLessThan(41.6); // the 1 % point for 23 degrees of freedom
  }

  @Test
  void misuseIsRefusedWithAMessage() {
    assertThatThrownBy(() -> stream.normal(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("position is -1");
    assertThatThrownBy(() -> stream.uniforms(0, new double[3], 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> stream.normals(Long.MAX_VALUE, new double[3], 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^63");
    assertThatThrownBy(() -> stream.permutation(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number is -1");
    assertThatThrownBy(() -> stream.permutation(0, -3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n is -3");
  }

  /** sqrt(n) times the largest distance of the empirical distribution from the uniform one. */
  private static double kolmogorovSmirnov(double[] sorted) {
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      distance =
          Math.max(distance, Math.max((i + 1.0) / n - sorted[i], sorted[i] - (double) i / n));
    }
    return distance * Math.sqrt(n);
  }
}
