package org.vae4j.backend.ejml;

import java.util.Arrays;

/**
 * A matrix product in binary32 whose inner loop the compiler vectorises, which EJML's is not.
 *
 * <p>Compilers (JDK 17) vectorise a loop that stores to one array and reads others at the same
 * index, with up to about eight products in its body. So the right side is copied to rows of their
 * own, a block of columns at a time; {@link #addFour} adds four of them, scaled, to a row of the
 * result. Eight rows and a result row fit the first-level cache, a block of results the second.
 */
final class FloatPanels {
  /** Columns in a block. */
  private static final int WIDTH = 512;

  /** Rows of the right side in a block; a multiple of 4. */
  private static final int DEPTH = 256;

  /** Rows of the result that stay in the second-level cache. */
  private static final int HEIGHT = 128;

  private static final ThreadLocal<FloatPanels> MINE = ThreadLocal.withInitial(FloatPanels::new);

  private final float[][] right = new float[DEPTH][WIDTH];
  private float[][] result = new float[0][];

  private FloatPanels() {}

  /**
   * out = alpha op(a) op(b) + beta out, row-major, m×k times k×n; with beta 0, out is not read.
   *
   * @param out Modified
   */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      float[] b,
      float beta,
      float[] out) {
    FloatPanels mine = MINE.get();
    if (n >= m) {
      int rowStep = transposeA ? 1 : k;
      int innerStep = transposeA ? m : 1;
      mine.multiply(
          m, n, k, alpha, a, rowStep, innerStep, b, transposeB, beta, out, new Target(n, 1));
    } else {
      // the transpose of the product, for its rows are longer
      int rowStep = transposeB ? k : 1;
      int innerStep = transposeB ? 1 : n;
      mine.multiply(
          n, m, k, alpha, b, rowStep, innerStep, a, !transposeA, beta, out, new Target(1, n));
    }
  }

  /** Where element (row, column) of the result goes: row · rowStep + column · columnStep. */
  private record Target(int rowStep, int columnStep) {}

  private void multiply(
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int rowStep,
      int innerStep,
      float[] b,
      boolean transposeB,
      float beta,
      float[] out,
      Target target) {
    reserve(m);
    int blocks = (n + WIDTH - 1) / WIDTH;
    int width = (n + blocks - 1) / blocks;
    for (int column = 0, columns; column < n; column += columns) {
      columns = Math.min(width, n - column);
      for (int row = 0; row < m; row++) {
        Arrays.fill(result[row], 0, columns, 0);
      }
      for (int inner = 0, depth; inner < k; inner += depth) {
        depth = Math.min(DEPTH, k - inner);
        if (transposeB) {
          copyColumns(b, k, column, columns, inner, depth);
        } else {
          copyRows(b, n, column, columns, inner, depth);
        }
        for (int row = 0; row < m; row += HEIGHT) {
          int end = Math.min(row + HEIGHT, m);
          addProducts(a, rowStep, innerStep, row, end, inner, depth, columns);
        }
      }
      for (int row = 0; row < m; row++) {
        store(result[row], columns, alpha, beta, out, row * target.rowStep, column, target);
      }
    }
  }

  private void reserve(int rows) {
    if (result.length < rows) {
      int known = result.length;
      result = Arrays.copyOf(result, rows);
      for (int i = known; i < rows; i++) {
        result[i] = new float[WIDTH];
      }
    }
  }

  private void copyRows(float[] b, int n, int column, int columns, int inner, int depth) {
    for (int l = 0; l < depth; l++) {
      System.arraycopy(b, (inner + l) * n + column, right[l], 0, columns);
    }
  }

  /** Copies columns of a matrix that is stored as its transpose, eight at a time. */
  private void copyColumns(float[] b, int k, int column, int columns, int inner, int depth) {
    int l = 0;
    for (; l + 8 <= depth; l += 8) {
      copyEight(
          b,
          column * k + inner + l,
          k,
          columns,
          right[l],
          right[l + 1],
          right[l + 2],
          right[l + 3],
          right[l + 4],
          right[l + 5],
          right[l + 6],
          right[l + 7]);
    }
    for (; l < depth; l++) {
      float[] to = right[l];
      for (int j = 0, from = column * k + inner + l; j < columns; j++, from += k) {
        to[j] = b[from];
      }
    }
  }

  private static void copyEight(
      float[] b,
      int first,
      int k,
      int columns,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] b4,
      float[] b5,
      float[] b6,
      float[] b7) {
    for (int j = 0, from = first; j < columns; j++, from += k) {
      b0[j] = b[from];
      b1[j] = b[from + 1];
      b2[j] = b[from + 2];
      b3[j] = b[from + 3];
      b4[j] = b[from + 4];
      b5[j] = b[from + 5];
      b6[j] = b[from + 6];
      b7[j] = b[from + 7];
    }
  }

  private void addProducts(
      float[] a,
      int rowStep,
      int innerStep,
      int firstRow,
      int endRow,
      int inner,
      int depth,
      int columns) {
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      for (int row = firstRow; row < endRow; row++) {
        int at = row * rowStep + (inner + l) * innerStep;
        addFour(
            result[row],
            right[l],
            right[l + 1],
            right[l + 2],
            right[l + 3],
            a[at],
            a[at + innerStep],
            a[at + 2 * innerStep],
            a[at + 3 * innerStep],
            columns);
      }
    }
    for (; l < depth; l++) {
      for (int row = firstRow; row < endRow; row++) {
        addOne(result[row], right[l], a[row * rowStep + (inner + l) * innerStep], columns);
      }
    }
  }

  /** c += a0 b0 + ... + a3 b3, from left to right. */
  private static void addFour(
      float[] c,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float a0,
      float a1,
      float a2,
      float a3,
      int n) {
    for (int j = 0; j < n; j++) {
      c[j] = c[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }

  private static void addOne(float[] c, float[] b0, float a0, int n) {
    for (int j = 0; j < n; j++) {
      c[j] += a0 * b0[j];
    }
  }

  private static void store(
      float[] row,
      int columns,
      float alpha,
      float beta,
      float[] out,
      int rowStart,
      int column,
      Target target) {
    if (alpha != 1) {
      for (int j = 0; j < columns; j++) {
        row[j] *= alpha;
      }
    }
    if (beta == 0 && target.columnStep == 1) {
      System.arraycopy(row, 0, out, rowStart + column, columns);
      return;
    }
    for (int j = 0, to = rowStart + column * target.columnStep; j < columns; j++) {
      out[to] = beta == 0 ? row[j] : row[j] + beta * out[to];
      to += target.columnStep;
    }
  }
}
