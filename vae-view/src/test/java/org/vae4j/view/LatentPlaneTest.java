package org.vae4j.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.vae4j.random.RandomStream;

final class LatentPlaneTest {

  /** Points with variance 9, 4 and 0.01 along three directions at right angles. */
  private static float[][] cloud() {
    RandomStream stream = RandomStream.of(1, "cloud");
    double[][] axes = {{0.6, 0.8, 0}, {-0.8, 0.6, 0}, {0, 0, 1}};
    double[] spread = {3, 2, 0.1};
    float[][] rows = new float[4000][3];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        double along = spread[k] * stream.normal(3L * i + k);
        for (int j = 0; j < 3; j++) {
          rows[i][j] += (float) (along * axes[k][j] + (k == 0 ? 5 : 0));
        }
      }
    }
    return rows;
  }

  @Test
  void findsTheDirectionsOfLargestVariance() {
    LatentPlane plane = LatentPlane.of(cloud());
    assertThat(plane.names()).containsExactly("PC 1", "PC 2");
    assertThat(plane.axes()[0]).containsExactly(new double[] {0.6, 0.8, 0}, within(0.05));
    assertThat(plane.axes()[1]).containsExactly(new double[] {0.8, -0.6, 0}, within(0.05));
    assertThat(plane.shares()[0]).isCloseTo(9 / 13.01, within(0.02));
    assertThat(plane.shares()[1]).isCloseTo(4 / 13.01, within(0.02));
    assertThat(plane.origin()).containsExactly(new double[] {5, 5, 5}, within(0.2));
    assertThat(plane.coordinate(new float[] {6.2f, 6.6f, 5}, 0)).isCloseTo(2, within(0.3));
  }

  @Test
  void twoDimensionsAreShownAsTheyAre() {
    LatentPlane plane = LatentPlane.of(new float[][] {{1, 2}, {3, -4}});
    assertThat(plane.names()).containsExactly("z1", "z2");
    assertThat(plane.coordinate(new float[] {3, -4}, 0)).isEqualTo(3);
    assertThat(plane.coordinate(new float[] {3, -4}, 1)).isEqualTo(-4);
  }

  @Test
  void oneDimensionIsALine() {
    LatentPlane plane = LatentPlane.of(new float[][] {{1}, {3}});
    assertThat(plane.names()).containsExactly("z1");
    assertThat(plane.coordinate(new float[] {3}, 0)).isEqualTo(3);
    assertThat(plane.coordinate(new float[] {3}, 1)).isZero();
  }

  @Test
  void manyDimensionsAreShownByThoseThatVaryMost() {
    float[][] rows = new float[50][500];
    for (int i = 0; i < rows.length; i++) {
      rows[i][400] = i;
      rows[i][77] = i % 7;
    }
    LatentPlane plane = LatentPlane.of(rows);
    assertThat(plane.axes()[0][400]).isCloseTo(1, within(0.01));
    assertThat(plane.axes()[1][77]).isCloseTo(1, within(0.01));
  }
}
