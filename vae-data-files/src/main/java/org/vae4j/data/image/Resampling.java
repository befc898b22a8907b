package org.vae4j.data.image;

/** The weights with which old pixels of a row make up new ones. */
final class Resampling {
  private final int[] first;
  private final double[][] weights;

  Resampling(int from, int to) {
    first = new int[to];
    weights = new double[to][];
    double step = (double) from / to;
    for (int i = 0; i < to; i++) {
      if (from > to) {
        area(i, i * step, Math.min(from, (i + 1) * step), from);
      } else {
        linear(i, (i + 0.5) * step - 0.5, from);
      }
    }
  }

  private void area(int i, double begin, double end, int from) {
    int low = (int) Math.floor(begin);
    int high = Math.min(from, (int) Math.ceil(end));
    first[i] = low;
    weights[i] = new double[high - low];
    for (int k = low; k < high; k++) {
      weights[i][k - low] = (Math.min(end, k + 1) - Math.max(begin, k)) / (end - begin);
    }
  }

  private void linear(int i, double centre, int from) {
    double inside = Math.max(0, Math.min(from - 1, centre));
    int low = Math.min((int) inside, Math.max(0, from - 2));
    double part = inside - low;
    first[i] = low;
    weights[i] = from == 1 ? new double[] {1} : new double[] {1 - part, part};
  }

  /** Returns the first old pixel that new pixel i takes from. */
  int first(int i) {
    return first[i];
  }

  /** Returns the old pixel after the last one that new pixel i takes from. */
  int end(int i) {
    return first[i] + weights[i].length;
  }

  /** Returns the part that old pixel k has in new pixel i. */
  double weight(int i, int k) {
    return weights[i][k - first[i]];
  }

  /** Makes a new row of an old one. */
  void apply(double[] old, double[] made) {
    for (int i = 0; i < made.length; i++) {
      double sum = 0;
      for (int k = 0; k < weights[i].length; k++) {
        sum += weights[i][k] * old[first[i] + k];
      }
      made[i] = sum;
    }
  }
}
