package org.vae4j.vae;

import java.util.stream.IntStream;
import org.vae4j.tensor.Backend;
import org.vae4j.tensor.Tensor;

/**
 * Rows of plain numbers, of one of Java's types.
 *
 * @param <R> an array of numbers, the values of a row
 */
interface Cells<R> {
  /** Rows in binary32. */
  Cells<float[]> FLOATS =
      new Cells<>() {
        @Override
        public float[] zeros(int width) {
          return new float[width];
        }

        @Override
        public int width(float[] row) {
          return row.length;
        }

        @Override
        public double get(float[] row, int column) {
          return row[column];
        }

        @Override
        public void write(Backend backend, Tensor to, int at, float[] row) {
          backend.write(to, at, row, 0, row.length);
        }

        @Override
        public void read(Backend backend, Tensor from, int at, float[] row) {
          backend.read(from, at, row, 0, row.length);
        }
      };

  /** Rows in binary64. */
  Cells<double[]> DOUBLES =
      new Cells<>() {
        @Override
        public double[] zeros(int width) {
          return new double[width];
        }

        @Override
        public int width(double[] row) {
          return row.length;
        }

        @Override
        public double get(double[] row, int column) {
          return row[column];
        }

        @Override
        public void write(Backend backend, Tensor to, int at, double[] row) {
          backend.write(to, at, row, 0, row.length);
        }

        @Override
        public void read(Backend backend, Tensor from, int at, double[] row) {
          backend.read(from, at, row, 0, row.length);
        }
      };

  R zeros(int width);

  int width(R row);

  double get(R row, int column);

  void write(Backend backend, Tensor to, int at, R row);

  void read(Backend backend, Tensor from, int at, R row);

  /** Returns the first value that is not finite, or -1. */
  default int firstNotFinite(R row) {
    int width = width(row);
    for (int i = 0; i < width; i++) {
      if (!Double.isFinite(get(row, i))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns a copy of a row in binary64. */
  default double[] doubles(R row) {
    return IntStream.range(0, width(row)).mapToDouble(i -> get(row, i)).toArray();
  }
}
