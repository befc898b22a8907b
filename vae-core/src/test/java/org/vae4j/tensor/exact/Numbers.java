package org.vae4j.tensor.exact;

import java.util.Arrays;
import org.vae4j.random.RandomStream;

/** Kinds of matrices that are hard on a product, by seed. */
enum Numbers {
  /** As weights are. */
  NORMAL {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = (float) draws.normal(i);
      }
    }
  },
  /** Of one sign and size, so that sums grow as large as they can. */
  POSITIVE {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = (float) (1 - draws.uniform(i) / 16);
      }
    }
  },
  /** Magnitudes over 60 orders. */
  SPREAD {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        double exponent = 60 * draws.uniform(2L * i + 1) - 30;
        matrix[i] = (float) (draws.normal(2L * i) * StrictMath.pow(10, exponent));
      }
    }
  },
  /** Magnitudes from one row and column to the next over 60 orders. */
  SCALED {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        int line = i / columns % 31 + i % columns % 31 - 30;
        matrix[i] = (float) (draws.normal(i) * StrictMath.pow(10, line));
      }
    }
  },
  /** Multiples of the smallest subnormal number. */
  SUBNORMAL {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = (float) StrictMath.rint(draws.normal(i) * 1000) * Float.MIN_VALUE;
      }
    }
  },
  /** Large and small ones: some sums cancel, and products overflow binary32. */
  EXTREME {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      float[] values = {
        Float.MAX_VALUE, -Float.MAX_VALUE, 1, -1, 0x1.fffffep-1f, Float.MIN_VALUE, 0, -0.0f
      };
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = values[(int) (draws.uniform(i) * values.length)];
      }
    }
  },
  /** Nine of ten are zero, of either sign, and whole rows and columns too. */
  SPARSE {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      for (int i = 0; i < matrix.length; i++) {
        boolean zero =
            draws.uniform(2L * i + 1) < 0.9 || i / columns % 3 == 1 || i % columns % 4 == 2;
        matrix[i] = zero ? (i % 2 == 0 ? 0 : -0.0f) : (float) draws.normal(2L * i);
      }
    }
  },
  /** With a NaN and infinities among ordinary numbers and zeros. */
  NOT_FINITE {
    @Override
    void fill(RandomStream draws, float[] matrix, int columns) {
      SPARSE.fill(draws, matrix, columns);
      float[] special = {
        Float.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
      };
      for (int s = 0; s < special.length && s < matrix.length / 3; s++) {
        matrix[(int) (draws.uniform(3L * matrix.length + s) * matrix.length)] = special[s];
      }
    }
  };

  abstract void fill(RandomStream draws, float[] matrix, int columns);

  /** Returns a row-major matrix. */
  float[] matrix(int rows, int columns, String seed) {
    float[] matrix = new float[rows * columns];
    fill(RandomStream.of(1, this + seed), matrix, columns);
    return matrix;
  }

  static Numbers[] finite() {
    return Arrays.stream(values()).filter(n -> n != NOT_FINITE).toArray(Numbers[]::new);
  }
}
